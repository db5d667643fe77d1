import { waitForMail } from "@/e2e/fixtures/mails";
import { expect, test } from "@/e2e/fixtures/test";

test("the page that confirms has no barrier, before and after the code is sent", async ({
  page,
  data,
  signedInAs,
  axe,
  picture,
}) => {
  const instructor = await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" });
  await signedInAs(instructor);
  await page.goto("/admin/confirm");
  await axe(page);
  await page.getByRole("button", { name: `Send a code to ${instructor.email}` }).click();
  await expect(page.getByText("A mail with a code is on its way")).toBeVisible();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await picture(page, `confirm-again-${width}`);
  }
  await axe(page);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("an instructor confirms again who they are by a code from a mail, and goes on to where they came from", async ({
    page,
    data,
    signedInAs,
  }) => {
    const course = await data.course();
    const instructor = await data.enrolment({ course, role: "INSTRUCTOR" });
    await signedInAs(instructor);
    const next = `/admin/courses/${course.slug}/roster`;
    await page.goto(`/admin/confirm?${new URLSearchParams({ next })}`);
    await page.getByRole("button", { name: `Send a code to ${instructor.email}` }).click();
    await expect(page.getByText("A mail with a code is on its way")).toBeVisible();
    await page.getByLabel("Code from the mail").fill("WRONG-2345");
    await page.getByRole("button", { name: "Confirm", exact: true }).click();
    await expect(page.getByText("That code is not right.")).toBeVisible();

    const mail = await waitForMail({ to: instructor.email, subject: /confirm that it is you/ });
    const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(mail.text)?.[0] ?? "";
    await page.getByLabel("Code from the mail").fill(code);
    await page.getByRole("button", { name: "Confirm", exact: true }).click();
    await expect(page).toHaveURL(next);

    await page.goto("/admin/confirm");
    await expect(page.getByText("You have confirmed that it is you")).toBeVisible();
  });
});

test("who is not signed in is sent to sign in", async ({ page }) => {
  await page.goto("/admin/confirm");
  await expect(page).toHaveURL(/\/sign-in/);
});
