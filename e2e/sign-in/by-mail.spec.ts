import { expect, test } from "@/e2e/fixtures/test";

const SUBJECT = /Sign in to Bursar/;

/** Link and code of a mail, as a person would take them out of it. */
function readMail({ text }: { text: string }): { link: string; code: string } {
  const link = /^https?:\S+\/sign-in\/confirm\?\S+$/m.exec(text)?.[0];
  const code = /^[2-9A-Z]{4}-[2-9A-Z]{4}$/m.exec(text)?.[0];
  if (!link || !code) {
    throw new Error(`no link or no code in this mail:\n${text}`);
  }
  return { link, code };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });
    // With scripts switched off Chromium calls every script that it leaves out a failed request.
    test.beforeEach(({ allowNoise }) => allowNoise(/\/_next\/static\/\S+\.js csp$/));

    test("a mail's link signs in after every scanner has opened it (T15)", async ({
      page,
      data,
      mails,
      browser,
      request,
      axe,
      picture,
    }) => {
      const course = await data.course();
      const { email } = await data.enrolment({ course, email: `link-${javaScriptEnabled}@example.org` });
      await page.goto(`/courses/${course.slug}`);
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      if (javaScriptEnabled) {
        await axe(page);
        await picture(page, "sign-in");
      }
      await page.getByLabel("E-mail address").fill(` ${email.toUpperCase()} `);
      await page.getByRole("button", { name: "Send me a mail" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
      await expect(page.getByText(email)).toBeVisible();
      expect(page.url()).not.toContain("@");
      if (javaScriptEnabled) {
        await axe(page);
        await picture(page, "check-mail");
      }

      const mail = await mails.waitFor({ to: email, subject: SUBJECT });
      const { link } = readMail(mail);
      expect(mail.html).toContain(link.replaceAll("&", "&amp;"));
      expect((await request.head(link)).status()).toBe(200);
      for (let look = 0; look < 2; look += 1) {
        expect((await request.get(link)).status()).toBe(200);
      }
      const scanner = await browser.newContext({ javaScriptEnabled: true });
      const scanned = await scanner.newPage();
      await scanned.goto(link, { waitUntil: "networkidle" });
      await expect(scanned.getByText("•••@example.org")).toBeVisible();
      expect(await scanner.cookies()).toEqual([]);
      await scanner.close();

      await page.goto(link);
      await expect(page.getByText("l•••@example.org")).toBeVisible();
      if (javaScriptEnabled) {
        await axe(page);
        await picture(page, "confirm");
      }
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page).toHaveURL(`/courses/${course.slug}`);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(course.title);

      const stranger = await browser.newContext();
      const late = await stranger.newPage();
      await late.goto(link);
      await expect(late.getByRole("heading", { level: 1 })).toHaveText("This link is no longer good");
      await late.getByRole("link", { name: "Ask for a new mail" }).click();
      await expect(late.getByLabel("E-mail address")).toBeVisible();
      await stranger.close();
    });

    test("the code of the mail signs in the browser that asked", async ({ page, data, mails, axe }) => {
      const course = await data.course();
      const { email } = await data.enrolment({
        course,
        email: `code-${javaScriptEnabled}@example.org`,
        role: "INSTRUCTOR",
      });
      await page.goto("/sign-in");
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("button", { name: "Send me a mail" }).click();
      const { code } = readMail(await mails.waitFor({ to: email, subject: SUBJECT }));

      await page.getByLabel("Code from the mail").fill("2222-2222");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText("That code is not right")).toBeVisible();
      if (javaScriptEnabled) {
        await axe(page);
      }
      await page.getByLabel("Code from the mail").fill(code.toLowerCase().replace("-", " "));
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page).toHaveURL("/admin");
    });
  });
}

test("what was typed stays when it is no address", async ({ page, axe }) => {
  await page.goto("/sign-in?next=/courses");
  await page.getByLabel("E-mail address").fill("ada@example");
  await page.locator("form", { hasText: "Send me a mail" }).evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await page.getByRole("button", { name: "Send me a mail" }).click();
  await expect(page.getByText("That is not an e-mail address")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("ada@example");
  await expect(page.getByLabel("E-mail address")).toBeFocused();
  expect(page.url()).not.toContain("ada");
  await axe(page);
});

test("a link that was tampered with, and a page asked for at another site, lead nowhere else", async ({
  page,
  data,
  mails,
}) => {
  const course = await data.course();
  const { email } = await data.enrolment({ course, email: "tampered@example.org" });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a mail" }).click();
  const { link } = readMail(await mails.waitFor({ to: email, subject: SUBJECT }));
  await page.goto(link.replace(/token=.{4}/, "token=AAAA"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link is no longer good");
  await page.goto(`${link}&next=//evil.example/`);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/courses");
});

test("known and unknown addresses get the same answer, and only the known one gets a mail (T14)", async ({
  browser,
  ground,
  data,
  mails,
}) => {
  const course = await data.course();
  const known = await data.enrolment({ course, email: "known-one@example.org" });
  const answers = [];
  for (const email of ["unknown-1@example.org", known.email]) {
    const context = await browser.newContext({ baseURL: ground.url, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send me a mail" }).click();
    const text = (await page.locator("main").textContent()) ?? "";
    const cookies = (await context.cookies()).map(({ name, httpOnly }) => ({ name, httpOnly }));
    answers.push({ url: page.url(), text: text.replace(email, "ADDRESS"), cookies });
    await context.close();
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.text).toContain("If this address is enrolled, a mail is on its way to ADDRESS.");
  await mails.waitFor({ to: known.email, subject: SUBJECT });
  expect(mails.read({ to: "unknown-1@example.org" })).toEqual([]);
});
