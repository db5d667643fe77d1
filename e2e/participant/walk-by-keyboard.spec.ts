import type { Locator, Page } from "@playwright/test";
import { expect, test } from "@/e2e/fixtures/test";
import { buildPlace } from "./build-place";
import { expectWalked, walkThrough } from "./walk-through";

const MOST_STOPS = 80;

test("the whole walk by keyboard, with the focus in sight all the way (T26)", async ({ page, data, signedInAs }) => {
  test.slow();
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await walkThrough({ page, place, press: (target) => pressByKeyboard(page, target) });
  await expectWalked({ data, place });
});

test("the first stop leads past the head of the page", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await page.goto(place.path);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const focus = page.locator("main :focus");
  await expect(focus).toHaveCount(1);
});

/** Travels by Tab until the target has the focus, sees that it is marked, and presses Enter (the arrow and Space on a radio button). */
async function pressByKeyboard(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isRadio = (await target.getAttribute("type")) === "radio";
  const isThere = () =>
    target.evaluate((element, group) => {
      const focus = document.activeElement;
      return focus === element || (group && focus?.getAttribute("name") === element.getAttribute("name"));
    }, isRadio);
  for (let stop = 0; stop < MOST_STOPS && !(await isThere()); stop += 1) {
    await page.keyboard.press("Tab");
  }
  expect(await isThere(), "Tab reaches the target").toBe(true);
  expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe(
    "solid",
  );
  if (!isRadio) {
    return page.keyboard.press("Enter");
  }
  for (let choice = 0; choice < 10 && !(await target.isChecked()); choice += 1) {
    await page.keyboard.press(choice === 0 ? "Space" : "ArrowDown");
  }
  await expect(target).toBeChecked();
}
