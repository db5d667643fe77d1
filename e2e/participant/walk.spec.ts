import { expect, test } from "@/e2e/fixtures/test";
import { buildPlace } from "./build-place";
import { expectWalked, walkThrough } from "./walk-through";

test("the whole walk, from the list of courses to an acknowledged sponsor", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await walkThrough({ page, place, press: (target) => target.click() });
  await expectWalked({ data, place });
});

test("the code is copied by its button", async ({ page, context, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(place.path);
  await page.getByRole("button", { name: "Request my code" }).click();
  await page.getByRole("link", { name: "Go to my code" }).click();
  await page.getByRole("button", { name: "Show my code" }).click();
  await page.getByRole("button", { name: "Copy the code" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  expect(place.codes).toContain(await page.evaluate(() => navigator.clipboard.readText()));
});

test("on a phone, state and next step are seen without scrolling", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/courses/${place.course.slug}`);
  await expect(page.getByText("Ready for your request")).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Request my code" })).toBeInViewport({ ratio: 1 });
  await page.getByRole("button", { name: "Request my code" }).click();
  await expect(page.getByText("Your code is ready")).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("link", { name: "Go to my code" })).toBeInViewport({ ratio: 1 });
});
