import { expect, test } from "@/e2e/fixtures/test";

test("the portal answers", async ({ page, axe, picture }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await axe(page);
  await picture(page, "landing");
});
