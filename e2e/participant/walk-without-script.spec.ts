import { expect, test } from "@/e2e/fixtures/test";
import { buildPlace } from "./build-place";
import { expectWalked, walkThrough } from "./walk-through";

test.use({ javaScriptEnabled: false });

// With scripts switched off Chromium calls every script that it leaves out a failed request.
test.beforeEach(({ allowNoise }) => allowNoise(/\/_next\/static\/\S+\.js csp$/));

test("the whole walk without JavaScript (T26)", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await walkThrough({ page, place, press: (target) => target.click() });
  await expectWalked({ data, place });
});

test("no button is shown that only a script could make work", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await page.goto(`${place.path}/acknowledgement`);
  await expect(page.getByRole("button", { name: /^Copy/ })).toHaveCount(0);
  // What the button would copy can be marked by hand instead.
  await expect(page.locator("#acknowledgement-bibtex")).toHaveCSS("user-select", "all");
});
