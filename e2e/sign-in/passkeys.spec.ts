import type { BrowserContext } from "@playwright/test";
import { waitForMail } from "@/e2e/fixtures/mails";
import { reservePortalUrl, startPortal } from "@/e2e/fixtures/portal";
import { signInContext } from "@/e2e/fixtures/session";
import { expect, test } from "@/e2e/fixtures/test";
import { confirmAgain } from "@/e2e/instructor/confirm-again";

// Browsers make passkeys for names only, so this portal is called localhost. The other one's worker sends its mails.
let url: string;
let stop: (() => Promise<void>) | undefined;
test.beforeAll(async () => {
  url = (await reservePortalUrl()).replace("127.0.0.1", "localhost");
});
test.afterAll(() => stop?.());

const signIn = async (
  context: BrowserContext,
  prisma: Parameters<typeof signInContext>[0]["prisma"],
  email: string,
) => {
  await context.clearCookies();
  await signInContext({ context, prisma, url, email });
};

test("where a second factor is required, staff may do nothing before they have presented a passkey or a recovery code", async ({
  page,
  context,
  data,
  ground,
  axe,
  picture,
  allowNoise,
}) => {
  allowNoise(/40[14]/);
  const settings = { DEMONSTRATION: "on", WORKER: "off", SECOND_FACTOR: "staff", DATABASE_URL: ground.databaseUrl };
  stop = await startPortal({ name: "second-factor", url, settings });
  const { prisma } = ground.db;
  const course = await data.course();
  const { email } = await data.enrolment({ course, role: "INSTRUCTOR" });
  const assistant = await data.enrolment({ course, role: "ASSISTANT" });
  const administrator = { email: `passkeys-${course.slug}@example.org` };
  await data.administrator(administrator);

  await test.step("pages, files and forms are denied, and whether they exist is not told", async () => {
    for (const person of [assistant, administrator, { email }]) {
      await signIn(context, prisma, person.email);
      const courseUrl = `${url}/admin/courses/${course.slug}`;
      for (const path of [
        `${url}/admin`,
        `${url}/admin/courses/new`,
        courseUrl,
        `${courseUrl}/exports/roster.csv`,
        `${courseUrl}-missing`,
      ]) {
        const answer = await context.request.get(path, { maxRedirects: 0 });
        expect(answer.headers().location ?? (await answer.text()), path).toContain("/admin/confirm");
      }
      const form = { headers: { Origin: url }, form: { offer: "any" }, maxRedirects: 0 };
      expect((await context.request.post(`${courseUrl}/exports/codes`, form)).status()).toBe(404);
    }
  });

  await test.step("who has no passkey yet confirms by mail and adds one", async () => {
    await page.goto(`${url}/admin/courses/${course.slug}`);
    await expect(page).toHaveURL(/\/admin\/confirm/);
    await expect(page.getByText("You have no passkey yet")).toBeVisible();
    await confirmAgain({ page, email });
    await expect(page).toHaveURL(/\/security/);
    await expect(page.getByText("This portal asks its staff for a passkey")).toBeVisible();
    const devices = await context.newCDPSession(page);
    await devices.send("WebAuthn.enable");
    await devices.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.getByLabel("Name").fill("My telephone");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await expect(page.getByText("The passkey was added")).toBeVisible();
    await waitForMail({ to: email, subject: /passkey was added/ });
  });

  let recoveryCode = "";
  await test.step("recovery codes are shown once", async () => {
    await page.getByRole("button", { name: "Make ten new codes" }).click();
    const codes = page.getByRole("status").getByRole("listitem");
    await expect(codes).toHaveCount(10);
    recoveryCode = (await codes.first().textContent()) ?? "";
    await axe(page);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await picture(page, `security-${width}`);
    }
    await page.goto(`${url}/admin/courses/${course.slug}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(course.title);
  });

  await test.step("signed in anew they are asked, and let in by it", async () => {
    await signIn(context, prisma, email);
    await page.goto(`${url}/admin`);
    await expect(page).toHaveURL(/\/admin\/confirm/);
    await expect(page.getByRole("button", { name: /Send a code/ })).toHaveCount(0);
    await axe(page);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await picture(page, `present-passkey-${width}`);
    }
    await page.getByRole("button", { name: "Use my passkey" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Courses to look after");
    await page.goto(`${url}/security`);
    await expect(page.getByText(/last used/)).toBeVisible();
  });

  await test.step("or by a recovery code, once", async () => {
    for (const [typed, said] of [
      ["WRONG-2345", "That is none of your recovery codes"],
      [recoveryCode, "Your recovery code is spent"],
    ] as const) {
      await signIn(context, prisma, email);
      await page.goto(`${url}/admin/confirm`);
      await page.getByLabel("Or a recovery code").fill(typed);
      await page.getByRole("button", { name: "Use the recovery code" }).click();
      await expect(page.getByText(said)).toBeVisible();
    }
    await page.goto(`${url}/admin`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Courses to look after");
  });
});
