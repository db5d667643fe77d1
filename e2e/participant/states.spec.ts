import { expect, test } from "@/e2e/fixtures/test";
import { buildPlace } from "./build-place";
import { buildStates, type State } from "./build-states";

/** What each state says, and the one thing to do next (null: there is nothing to press). */
const SCREENS: Record<State, { badge: string; heading: string; next: string | null }> = {
  "not-yet-open": { badge: "Not open yet", heading: "Come back when requests are open", next: "Read the guide" },
  open: { badge: "Ready for your request", heading: "Request your code", next: "Request my code" },
  closed: { badge: "Closed", heading: "Requests have closed", next: "Write to Nadia Ferreira" },
  expired: { badge: "Expired", heading: "This credit is over", next: "Write to Nadia Ferreira" },
  pending: { badge: "Waiting for approval", heading: "Wait for the answer", next: "Take my request back" },
  declined: { badge: "Declined", heading: "Ask your course, if this surprises you", next: "Write to Nadia Ferreira" },
  waiting: { badge: "On the waiting list", heading: "Wait for a free code", next: "Leave the waiting list" },
  allocated: { badge: "Your code is ready", heading: "Look at your code when you are ready", next: "Go to my code" },
  revealed: { badge: "Code revealed", heading: "Redeem your code", next: "Go to my code" },
  redeemed: { badge: "Redeemed", heading: "Guard your bill", next: "Guard your bill" },
  reported: { badge: "Reported", heading: "Wait for another code", next: "Go to my code" },
  withdrawn: { badge: "Withdrawn", heading: "Ask your course", next: "Write to Nadia Ferreira" },
  replaced: { badge: "Your code is ready", heading: "Look at your code when you are ready", next: "Go to my code" },
};

test("every state says where the person stands and what comes next", async ({ page, data, signedInAs }) => {
  test.setTimeout(180_000);
  const { enrolment, states } = await buildStates(data);
  await signedInAs(enrolment);
  for (const [state, screen] of Object.entries(SCREENS) as [State, (typeof SCREENS)[State]][]) {
    await page.goto(states[state].path);
    const panel = page.locator("section", {
      has: page.getByRole("heading", { level: 2, name: screen.heading, exact: true }),
    });
    await expect(panel, state).toContainText(screen.badge);
    const controls = panel.getByRole("button").or(panel.getByRole("link"));
    if (screen.next) {
      await expect(controls.filter({ hasText: screen.next }), state).toHaveCount(1);
    }
  }
  await page.goto(states.declined.path);
  await expect(page.getByText("You have one from us already.")).toBeVisible();
  await page.goto(states.replaced.path);
  await expect(page.getByText("the one that you had before was replaced")).toBeVisible();
});

test("a place on the waiting list is left, and can be asked for again", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data, { codes: 0 });
  await signedInAs(place.enrolment);
  await page.goto(place.path);
  await page.getByRole("button", { name: "Request my code" }).click();
  await expect(page.getByRole("status").first()).toContainText("Your request was received");
  await page.getByRole("button", { name: "Leave the waiting list" }).click();
  await expect(page.getByRole("status").first()).toContainText("taken back");
  await expect(page.getByRole("button", { name: "Request my code" })).toBeVisible();
});

test("requests that close while the page is open are refused in a sentence, and nothing is given", async ({
  page,
  data,
  signedInAs,
}) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  await page.goto(place.path);
  const { prisma } = data.db;
  await prisma.offer.update({ where: { id: place.offer.id }, data: { closesAt: new Date(Date.now() - 1000) } });
  await page.getByRole("button", { name: "Request my code" }).click();
  await expect(page.getByRole("status").first()).toContainText("You did not get a code just now");
  await expect(page.getByText(/^Requests closed on .*Europe\/Berlin/)).toBeVisible();
  expect(await prisma.allocation.count({ where: { offerId: place.offer.id } })).toBe(0);
});

test("words in the address make no notice", async ({ page, data, signedInAs }) => {
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);
  for (const query of [
    "done=redeemed",
    "done=constructor",
    "refused=__proto__",
    "done=You+have+won",
    "done=a&done=b",
  ]) {
    await page.goto(`${place.path}?${query}`);
    await expect(page.getByRole("button", { name: "Request my code" })).toBeVisible();
    await expect(page.getByRole("status")).toHaveCount(0);
  }
});
