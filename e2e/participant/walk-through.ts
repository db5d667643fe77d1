import { expect, type Locator, type Page } from "@playwright/test";
import { findGuide } from "@/content/guides/index";
import type { Data } from "@/e2e/fixtures/data";
import type { Place } from "./build-place";

/** How a person presses something: with the pointer, or by keyboard alone. */
export type Press = (target: Locator) => Promise<void>;

/**
 * The participant's whole walk, from the list of courses to a redeemed credit and an acknowledged sponsor. What happens on the way is
 * judged on the screen; afterwards by `expectWalked`.
 */
export async function walkThrough({ page, place, press }: { page: Page; place: Place; press: Press }): Promise<string> {
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const link = (name: string | RegExp) => page.getByRole("link", { name, exact: typeof name === "string" }).first();
  const heading = (name: string | RegExp) => expect(page.getByRole("heading", { name }).first()).toBeVisible();

  await page.goto("/courses");
  await press(link(place.course.title));
  await heading(place.course.title);
  await press(button("Request my code"));

  await heading("Look at your code when you are ready");
  await expect(page.getByRole("status").first()).toContainText("A code is yours now");
  await press(link("Go to my code"));

  await heading("Your code is still hidden");
  const hidden = await page.content();
  expect(place.codes.filter((code) => hidden.includes(code))).toEqual([]);
  await press(page.getByRole("radio", { name: "Not yet" }));
  await expect(page.getByText("Create one at")).toBeVisible();
  await press(button("Show my code"));

  await heading("This is your code");
  const code = (await page.locator("#code").textContent()) ?? "";
  expect(place.codes).toContain(code);
  await press(link("Redeem it, step by step"));

  await walkGuide({ page, press });
  await press(link("Go to my code"));
  await press(button("I have redeemed it"));
  await heading("You have redeemed this code");

  await press(link("Acknowledge the sponsor"));
  await expect(page.getByText("@misc{")).toBeVisible();
  await press(button("I will acknowledge this"));
  await heading("You will acknowledge this credit");

  await page.goto(place.path);
  await expect(page.getByRole("list", { name: /^Your way to/ }).getByText("Done")).toHaveCount(4);
  await press(link("Handout"));
  const picture = page.getByRole("img", { name: /^First page of/ });
  await expect(picture).toHaveJSProperty("complete", true);
  expect((await picture.boundingBox())?.width).toBe(250);
  const pdf = await page.request.get(`${place.path}/handout.pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  return code;
}

async function walkGuide({ page, press }: { page: Page; press: Press }): Promise<void> {
  const steps = findGuide("aws")?.pages.filter(({ done }) => done !== undefined) ?? [];
  for (const step of steps) {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(step.title);
    await expect(page.getByText(/last checked/i).first()).toBeVisible();
    await press(page.getByRole("button", { name: step.done, exact: true }));
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(step.title);
  }
  await expect(page.getByText("All done").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "You are through the guide" })).toBeVisible();
}

/** What the walk must have left behind: one allocation, its whole trail, every page marked, the words as they stood. */
export async function expectWalked({ data, place }: { data: Data; place: Place }): Promise<void> {
  const { prisma } = data.db;
  const mine = { where: { offerId: place.offer.id } };
  const allocations = await prisma.allocation.findMany({ ...mine, include: { code: true } });
  expect(allocations).toMatchObject([
    { state: "REDEEMED", enrolmentId: place.enrolment.id, code: { state: "ALLOCATED" } },
  ]);
  const events = await prisma.auditEvent.findMany({ ...mine, orderBy: { id: "asc" } });
  expect(events.map(({ act }) => act)).toEqual([
    "code.allocated",
    "code.revealed",
    "code.redeemed",
    "acknowledgement.given",
  ]);
  expect(await prisma.acknowledgement.findMany(mine)).toMatchObject([{ text: place.offer.acknowledgement }]);
}
