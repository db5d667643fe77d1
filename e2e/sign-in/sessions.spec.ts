import { expect, test } from "@/e2e/fixtures/test";
import { endAllSessions } from "@/server/auth/end-sessions";

const isSession = ({ name }: { name: string }) => name === "bursar-session";

test("signing out ends the session for every copy of its cookie (T16)", async ({ page, context, data, signedInAs }) => {
  const course = await data.course();
  const { email } = await data.enrolment({ course });
  await signedInAs({ email });
  const copy = (await context.cookies()).filter(isSession);
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed in");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect((await context.cookies()).filter(isSession)).toEqual([]);

  await context.addCookies(copy);
  await page.goto(`/courses/${course.slug}`);
  await expect(page).toHaveURL("/sign-in?problem=ended");
  await expect(page.getByText("You were signed out here")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toBeVisible();
});

test("signing out everywhere ends the other browsers' sessions, too", async ({ page, data, signedInAs, openAs }) => {
  const course = await data.course();
  const { email } = await data.enrolment({ course });
  await signedInAs({ email });
  const other = await openAs({ email });
  await other.goto(`/courses/${course.slug}`);
  await expect(other.getByRole("heading", { level: 1 })).toContainText(course.title);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByText("on every other device")).toBeVisible();
  await other.goto(`/courses/${course.slug}`);
  await expect(other).toHaveURL(/\/sign-in\?problem=ended$/);
});

test("a change of rights ends a session at once", async ({ page, data, signedInAs }) => {
  const course = await data.course();
  const { email } = await data.enrolment({ course });
  await signedInAs({ email });
  await page.goto(`/courses/${course.slug}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(course.title);
  await endAllSessions(data.db.prisma, { email });
  await page.goto(`/courses/${course.slug}`);
  await expect(page).toHaveURL("/sign-in?problem=ended");
});

test("a cookie that somebody planted is replaced at sign-in, and dies", async ({
  page,
  context,
  data,
  mails,
  signedInAs,
  browser,
  ground,
}) => {
  const course = await data.course();
  const [attacker, victim] = [await data.enrolment({ course }), await data.enrolment({ course })];
  await signedInAs({ email: attacker.email });
  const planted = (await context.cookies()).filter(isSession);
  const asking = await browser.newContext({ baseURL: ground.url });
  const form = await asking.newPage();
  await form.goto("/sign-in");
  await form.getByLabel("E-mail address").fill(victim.email);
  await form.getByRole("button", { name: "Send me a mail" }).click();
  await asking.close();
  const { text } = await mails.waitFor({ to: victim.email, subject: /Sign in to Bursar/ });
  await page.goto(/^https?:\S+\/sign-in\/confirm\S+$/m.exec(text)?.[0] ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/courses");
  await page.goto("/sign-in");
  await expect(page.getByText(victim.email)).toBeVisible();
  const [fresh] = (await context.cookies()).filter(isSession);
  expect(fresh).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(fresh?.value).not.toBe(planted[0]?.value);

  await context.addCookies(planted);
  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail address")).toBeVisible();
});

test("a form sent from elsewhere, or without saying from where, changes nothing (T9)", async ({
  page,
  request,
  ground,
  data,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/status of 5\d\d|answer 500/);
  const course = await data.course();
  const { email } = await data.enrolment({ course });
  await signedInAs({ email });
  await page.goto("/sign-in");
  const form = page.locator("form", { has: page.getByRole("button", { name: "Sign out", exact: true }) });
  const name = await form.locator('input[name^="$ACTION"]').first().getAttribute("name");
  const origins: Record<string, string>[] = [{ origin: "https://evil.example" }, { origin: "null" }, {}];
  for (const headers of origins) {
    const cookie = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join("; ");
    const answer = await request.post(`${ground.url}/sign-in`, {
      headers: { ...headers, cookie },
      multipart: { [name ?? ""]: "" },
      maxRedirects: 0,
    });
    // Refused by Next (500) or by our own guard, which leads to the page about faults.
    expect(answer.status()).toBeGreaterThanOrEqual(300);
    expect(answer.headers().location ?? "").not.toContain("signed-out");
  }
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed in");
});
