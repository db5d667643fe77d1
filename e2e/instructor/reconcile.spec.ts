import { expect, test } from "@/e2e/fixtures/test";
import { buildClass } from "@/e2e/instructor/build-class";
import { confirmAgain } from "@/e2e/instructor/confirm-again";
import { paths } from "@/lib/paths";
import { confirmAgainPath } from "@/server/auth/confirm-again-path";

const FREEZE =
  "UPDATE offers SET frozen_at = clock_timestamp(), restored_to = clock_timestamp(), pool_then = 3 WHERE id = $1";

test("after a restore an instructor is led to the pool and reconciles it, by keyboard (T28)", async ({
  data,
  page,
  signedInAs,
  axe,
  picture,
}) => {
  const { at, instructor, offer } = await buildClass({ data, policy: "AUTOMATIC", codes: 0 });
  const [code = ""] = await data.codes({ offer, codes: 3 });
  await data.db.pool.query(FREEZE, [offer.id]);
  await signedInAs(instructor);
  await page.goto(paths.adminCourse(at.course));
  await page.getByRole("link", { name: "Reconcile the pool" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Reconcile the pool" })).toBeVisible();
  await expect(page.getByLabel("Codes given since the backup")).toHaveCount(0);
  await page.getByRole("link", { name: "Confirm that it is you" }).click();
  await confirmAgain({ page, email: instructor.email });
  await expect(page.getByLabel("Codes given since the backup")).toBeVisible();
  await axe(page);
  await picture(page, "reconcile-1280");
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "reconcile-390");

  // By keyboard: paste, tick, send.
  await page.getByLabel("Codes given since the backup").focus();
  await page.keyboard.insertText(code.toLowerCase());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Tick the box if you are sure").first()).toBeVisible();
  await axe(page);
  await page.getByLabel(/nobody is to be given these codes/).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("1 code was in the pool and is in quarantine now.");
  expect(page.url().toUpperCase()).not.toContain(code.toUpperCase());
  expect((await page.content()).toUpperCase()).not.toContain(code.toUpperCase());
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the pool is opened again, after the box was ticked", async ({ data, page, signedInAs }) => {
    const { at, instructor, offer } = await buildClass({ data, policy: "AUTOMATIC", codes: 1 });
    await data.db.pool.query(FREEZE, [offer.id]);
    await signedInAs(instructor);
    await page.goto(confirmAgainPath(paths.reconcile(at)));
    await confirmAgain({ page, email: instructor.email });
    await page.getByRole("button", { name: "Open the pool again" }).click();
    await expect(page.getByText("Tick the box if you are sure").first()).toBeVisible();
    await page.getByLabel(/every code that was given since the backup/).check();
    await page.getByRole("button", { name: "Open the pool again" }).click();
    await expect(page.getByRole("status")).toContainText("The pool is open again");
    await expect(page.getByText("There is nothing to reconcile")).toBeVisible();
  });
});
