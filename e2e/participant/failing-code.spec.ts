import { expect, test } from "@/e2e/fixtures/test";
import { claimCode, revealCode } from "@/features/credits/commands";
import { buildPlace, byMember } from "./build-place";

test.beforeEach(async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await claimCode(byMember({ data, place }));
  await revealCode(byMember({ data, place }));
  await signedInAs(place.enrolment);
  await page.goto(`${place.path}/code`);
  await page.getByRole("link", { name: "This code does not work" }).click();
});

const cases = [
  { cause: "You exceed the limit of codes per account", says: "Your code is still good" },
  { cause: "A page is missing, or I have no permission", says: "Your code was never tried" },
];

for (const { cause, says } of cases) {
  test(`“${cause}” is no fault of the code: advice, and nothing to report`, async ({ page }) => {
    await page.getByRole("radio", { name: cause }).check();
    await page.getByRole("button", { name: "Show me what it means" }).click();
    await expect(page.getByText(says).first()).toBeVisible();
    await expect(page.getByRole("button", { name: /report/i })).toHaveCount(0);
    await page.getByRole("link", { name: "Back to my code" }).click();
    await expect(page.getByText("Code revealed")).toBeVisible();
  });
}

test("a code that is to blame is reported once it was tried again, and the report can be taken back", async ({
  page,
  data,
}) => {
  await page.getByRole("radio", { name: /^Check the code/ }).check();
  await page.getByRole("button", { name: "Show me what it means" }).click();
  await expect(page.getByText("Try once more first")).toBeVisible();

  // Without the box the browser does not send the form.
  await page.getByRole("button", { name: /^Report/ }).click();
  await expect(page).toHaveURL(/cause=check-the-code/);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: /^Report/ }).click();
  await expect(page.getByRole("heading", { name: "You reported this code" })).toBeVisible();
  const code = (await page.locator("#code").textContent()) ?? "";
  const { prisma } = data.db;
  const allocation = await prisma.allocation.findFirstOrThrow({
    where: { state: "REPORTED" },
    orderBy: { id: "desc" },
    include: { code: true },
  });
  expect(allocation).toMatchObject({ reportCause: "check-the-code", code: { state: "QUARANTINED" } });

  await page.getByRole("button", { name: /take my report back/ }).click();
  await expect(page.getByRole("heading", { name: "This is your code" })).toBeVisible();
  expect(await page.locator("#code").textContent()).toBe(code);
});
