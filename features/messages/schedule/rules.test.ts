import { describe, expect, it } from "vitest";
import { describePlan, listWanted, planReminders, type ScheduledDeadline } from "./rules";

const at = (text: string) => new Date(text);
const close: ScheduledDeadline = {
  offerId: "o",
  slug: "aws",
  name: "AWS credit",
  kind: "CLOSE",
  deadline: at("2026-12-19T22:59:00Z"),
  day: at("2026-12-19"),
  daysBefore: 3,
  opensAt: at("2026-10-01T00:00:00Z"),
  isDone: false,
};
const plan = (
  fields: Partial<ScheduledDeadline> = {},
  { now = "2026-12-01T00:00:00Z", openedAt = "2026-09-01T00:00:00Z", timeZone = "Europe/Berlin" } = {},
) => planReminders({ deadlines: [{ ...close, ...fields }], timeZone, openedAt: at(openedAt), now: at(now) });

describe("planReminders", () => {
  it.each([
    ["Europe/Berlin", "2026-12-16T07:00:00.000Z"],
    ["America/New_York", "2026-12-16T13:00:00.000Z"],
    ["Asia/Kolkata", "2026-12-16T02:30:00.000Z"],
  ])("is due at eight on the clocks of %s, so many days before the day", (timeZone, due) => {
    expect(plan({}, { timeZone })[0]?.due.toISOString()).toBe(due);
  });

  it("is due at eight too where the clocks change in between", () => {
    const [planned] = plan(
      { day: at("2026-10-26"), deadline: at("2026-10-26T22:00:00Z"), daysBefore: 2 },
      { now: "2026-10-20T00:00:00Z" },
    );
    // The 24th is still summer time, the 26th is not.
    expect(planned?.due.toISOString()).toBe("2026-10-24T06:00:00.000Z");
  });

  it.each<[string, Partial<ScheduledDeadline>, Parameters<typeof plan>[1]]>([
    ["is switched off", { daysBefore: null }, {}],
    ["is done", { isDone: true }, {}],
    ["comes after the deadline", {}, { now: "2026-12-19T22:59:00Z" }],
    ["would have been before the course was open", {}, { openedAt: "2026-12-17T00:00:00Z" }],
    ["would have been before the window was open", { opensAt: at("2026-12-16T07:00:01Z") }, {}],
  ])("plans none that %s", (_, fields, clock) => {
    expect(plan(fields, clock)).toEqual([]);
  });

  it("still plans one that is late, while the deadline lies ahead", () => {
    const now = at("2026-12-18T00:00:00Z");
    const [late] = plan({}, { now: now.toISOString() });
    expect(late && describePlan(late, { timeZone: "Europe/Berlin", now })).toBe(
      "Within the next hour the portal reminds those who have not requested: AWS credit.",
    );
  });
});

it("says beforehand what will go out and when", () => {
  const [planned] = plan();
  expect(planned && describePlan(planned, { timeZone: "Europe/Berlin", now: at("2026-12-01T00:00:00Z") })).toBe(
    "On 16 December 2026 at about 08:00 the portal reminds those who have not requested: AWS credit.",
  );
});

it("is for those who have to request before the close, and for those with a code before the expiry", () => {
  expect(listWanted([close, { ...close, kind: "EXPIRY", slug: "gcp" }])).toEqual([
    "request:aws",
    "reveal:gcp",
    "redeem:gcp",
  ]);
});
