import { expect, test } from "@/e2e/fixtures/test";

test.describe("in the demonstration", () => {
  test.use({ portal: "demonstration" });

  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
      test.use({ javaScriptEnabled });
      // With scripts switched off Chromium calls every script that it leaves out a failed request.
      test.beforeEach(({ allowNoise }) => allowNoise(/\/_next\/static\/\S+\.js csp$/));

      test("one press steps in as a participant, or as an instructor", async ({ page, axe, picture }) => {
        await page.goto("/sign-in");
        if (javaScriptEnabled) {
          await axe(page);
          await picture(page, "sign-in-demonstration");
        }
        await page
          .getByRole("button", { name: /Participant who has not asked for a code yet/ })
          .first()
          .click();
        await expect(page).toHaveURL("/courses");
        await page.goto("/sign-in");
        await page
          .getByRole("button", { name: /Instructor of the course/ })
          .first()
          .click();
        await expect(page).toHaveURL("/admin");
      });
    });
  }

  test("a mail is shown on its page, and its link works", async ({ page, axe, picture }) => {
    await page.goto("/sign-in");
    const email = await page
      .getByRole("button", { name: /Participant on the waiting list/ })
      .first()
      .getAttribute("value");
    await page.getByLabel("E-mail address").fill(email ?? "");
    await page.getByRole("button", { name: "Send me a mail" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
    const mail = page
      .locator("article", { hasText: "Sign in to Bursar" })
      .filter({ hasText: email ?? "" })
      .first();
    await expect(async () => {
      const answer = await page.goto("/demonstration/mails");
      expect(answer?.headers()["cache-control"]).toContain("no-store");
      await expect(mail).toBeVisible({ timeout: 500 });
    }).toPass();
    await axe(page);
    await picture(page, "demonstration-mails");
    await mail.getByRole("link").first().click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL("/courses");
  });
});

test("outside the demonstration its mails and its people do not exist", async ({ page, allowNoise, data }) => {
  allowNoise(/status of 404/);
  await data.enrolment({ course: await data.course() });
  expect((await page.goto("/demonstration/mails"))?.status()).toBe(404);
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: /Participant who/ })).toHaveCount(0);
  await expect(page.getByText("Demonstration")).toHaveCount(0);
});
