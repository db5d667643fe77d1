import { expect, test } from "@/e2e/fixtures/test";
import { addOffer, buildPlace } from "./build-place";

test("progress is kept on the server, offer by offer, and a mark can be taken back", async ({
  page,
  data,
  signedInAs,
  openAs,
}) => {
  const place = await buildPlace(data);
  const other = await addOffer({ data, course: place.course });
  await signedInAs(place.enrolment);
  await page.goto(`${place.path}/guide`);
  await expect(page.getByText("0 of 9 pages done")).toBeVisible();
  await page.getByRole("link", { name: /^Begin/ }).click();
  await page.getByRole("main").getByRole("button").click();
  await expect(page.getByText("1 of 9 pages done")).toBeVisible();

  const elsewhere = await openAs(place.enrolment);
  await elsewhere.goto(`${place.path}/guide`);
  await expect(elsewhere.getByText("1 of 9 pages done")).toBeVisible();
  await expect(elsewhere.getByRole("link", { name: /^Go on: Open the redeem page/ })).toBeVisible();
  await elsewhere.goto(`${other.path}/guide`);
  await expect(elsewhere.getByText("0 of 9 pages done")).toBeVisible();

  await page.goto(`${place.path}/guide/before-you-start`);
  await page.getByRole("button", { name: "Take the mark back" }).click();
  await expect(page.getByText("0 of 9 pages done")).toBeVisible();
});

test("the guide speaks of this offer: its amount, its last day in the course's zone, its contact", async ({
  page,
  data,
  signedInAs,
}) => {
  const place = await buildPlace(data, {
    offer: { amountMinor: 25_000, currency: "EUR", redeemBy: new Date("2031-03-09") },
  });
  await signedInAs(place.enrolment);
  await page.goto(`${place.path}/guide/guard-your-bill`);
  await expect(page.getByText("€237.50").first()).toBeVisible();
  await page.goto(`${place.path}/guide/what-it-covers`);
  await expect(page.getByText("9 March 2031 (Europe/Berlin)").first()).toBeVisible();
});

test("every figure has a name, a description and its marks in words", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  for (const slug of ["open-the-redeem-page", "enter-your-code", "check-the-credit"]) {
    await page.goto(`${place.path}/guide/${slug}`);
    const figure = page.getByRole("figure");
    await expect(figure.getByRole("img", { name: /^Figure \d\./ })).toBeVisible();
    await expect(figure.locator("figcaption li").first()).toBeVisible();
  }
});
