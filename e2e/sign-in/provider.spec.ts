import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { evidence } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";

async function logInAt({ page, account }: { page: Page; account: string }): Promise<void> {
  await page.getByRole("button", { name: "Sign in with Example University" }).click();
  await page.getByLabel("Account").fill(account);
  await page.getByRole("button", { name: "Log in" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });
    // With scripts switched off Chromium calls every script that it leaves out a failed request.
    test.beforeEach(({ allowNoise }) => allowNoise(/\/_next\/static\/\S+\.js csp$/));

    test("a verified address signs in, to the page that was asked for", async ({ page, data }) => {
      const course = await data.course();
      const { email } = await data.enrolment({ course, email: `oidc-${javaScriptEnabled}@example.org` });
      await page.goto(`/courses/${course.slug}`);
      await logInAt({ page, account: email });
      await expect(page).toHaveURL(`/courses/${course.slug}`);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(course.title);
      const { rows } = await data.db.pool.query(
        "SELECT a.* FROM accounts a JOIN users u ON u.id = a.user_id WHERE u.email = $1",
        [email],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({
        provider: "oidc",
        provider_account_id: email,
        access_token: null,
        id_token: null,
        refresh_token: null,
      });
      const line = `"security":"signed in","by":"provider","user":"${rows[0].user_id}"`;
      await expect.poll(() => readFileSync(join(evidence.logs, "main.log"), "utf8")).toContain(line);
    });

    test("an address that the provider has not verified does not", async ({ page, context, data, axe }) => {
      const course = await data.course();
      const { email } = await data.enrolment({ course, email: `claimed-${javaScriptEnabled}@example.org` });
      await page.goto(`/courses/${course.slug}`);
      await logInAt({ page, account: `unverified:${email}` });
      await expect(page.getByText("They did not confirm to us that your e-mail address is yours")).toBeVisible();
      expect((await context.cookies()).map(({ name }) => name)).not.toContain("bursar-session");
      expect(await data.db.prisma.user.count({ where: { email } })).toBe(0);
      expect(await data.db.prisma.account.count({ where: { providerAccountId: `unverified:${email}` } })).toBe(0);
      if (javaScriptEnabled) {
        await axe(page);
      }
    });
  });
}

test("somebody signed in who signs in as another is that other, and their accounts stay apart", async ({
  page,
  data,
  signedInAs,
}) => {
  const course = await data.course();
  const [one, other] = [
    await data.enrolment({ course, email: "first-person@example.org" }),
    await data.enrolment({ course, email: "second-person@example.org" }),
  ];
  await signedInAs({ email: one.email });
  const jar = page.context();
  await page.goto("/sign-in");
  const session = (await jar.cookies()).filter(({ name }) => name === "bursar-session");
  await jar.clearCookies({ name: "bursar-session" });
  await page.reload();
  await page.getByRole("button", { name: "Sign in with Example University" }).click();
  await expect(page.getByLabel("Account")).toBeVisible();
  // The first person's session is back when the provider sends the browser home: next-auth would link the account to it.
  await jar.addCookies(session);
  await page.getByLabel("Account").fill(other.email);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page).toHaveURL("/courses");
  const linked = await data.db.prisma.account.findMany({
    where: { providerAccountId: other.email },
    select: { user: { select: { email: true } } },
  });
  expect(linked).toEqual([{ user: { email: other.email } }]);
  await jar.clearCookies({ name: "bursar-session" });
  await jar.addCookies(session);
  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail address")).toBeVisible();
});

test("an answer that the portal did not ask for signs nobody in", async ({ page, context, request }) => {
  await page.goto("/api/auth/callback/oidc?code=made-up&state=made-up");
  await expect(page.getByText("Signing in there did not work out")).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("bursar-session");
  for (const path of [
    "signin",
    "signin/oidc",
    "signout",
    "session",
    "csrf",
    "providers",
    "callback/email",
    "error",
    "_log",
  ]) {
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404);
  }
});
