import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findOddCourseDates, findOddDates, judgeCapacity, listSetUpSteps } from "./rules";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const now = new Date("2026-11-24T12:00:00Z");
const course = {
  slug: "c",
  timeZone: "Europe/Berlin",
  startsOn: day("2026-10-01"),
  endsOn: day("2027-02-28"),
  openedAt: null,
  archivedAt: null,
};
const offer = {
  slug: "aws",
  name: "AWS credit",
  opensAt: new Date("2026-11-20T08:00:00Z"),
  closesAt: new Date("2026-12-19T17:00:00Z"),
  redeemBy: day("2027-04-30"),
  expiresAt: new Date("2027-04-30T22:00:00Z"),
  available: 0,
  allocated: 0,
  amountMinor: 10_000,
  currency: "USD",
  policy: "AUTOMATIC" as const,
  acknowledgement: "Thanks.",
  early: [],
};
const stocked = { ...offer, slug: "gcp", available: 3 };

describe("listSetUpSteps", () => {
  it.each([
    ["nothing but the course", { offers: [], participants: 0 }, ["offer", "codes", "roster", "open"], "/c/offers/new"],
    ["an offer", { offers: [offer], participants: 0 }, ["codes", "roster", "open"], "/c/offers/aws/codes"],
    ["people before codes", { offers: [offer], participants: 2 }, ["codes", "open"], "/c/offers/aws/codes"],
    ["codes of one of two", { offers: [stocked, offer], participants: 2 }, ["codes", "open"], "/c/offers/aws/codes"],
    ["all", { offers: [stocked], participants: 2 }, ["open"], "/c/open"],
  ])("with %s", (_name, { offers, participants }, missing, href) => {
    const steps = listSetUpSteps({ course, offers, size: { PARTICIPANT: participants, INSTRUCTOR: 1 } });
    const open = steps.filter(({ done }) => !done);
    expect(open.map(({ key }) => key)).toEqual(missing);
    expect(open[0]?.href).toBe(`/admin/courses${href}`);
  });

  it("is done when the course is open", () => {
    const steps = listSetUpSteps({
      course: { ...course, openedAt: now },
      offers: [stocked],
      size: { PARTICIPANT: 1, INSTRUCTOR: 1 },
    });
    expect(steps.every(({ done }) => done)).toBe(true);
  });
});

describe("judgeCapacity", () => {
  it.each([
    [0, 0, 0, false, "0 codes for 0 participants."],
    [2, 0, 3, true, "2 codes for 3 participants: 1 too few."],
    [0, 0, 3, true, "everybody who asks goes on the waiting list"],
    [1, 0, 1, false, "1 code for 1 participant: one for each."],
    [1200, 34, 1000, false, "1,234 codes for 1,000 participants: one for each and 234 to spare."],
  ])("%d available, %d given, %d participants", (available, allocated, participants, isShort, sentence) => {
    const judged = judgeCapacity({ available, allocated }, participants);
    expect(judged.isShort).toBe(isShort);
    expect(judged.sentence).toContain(sentence);
  });

  it("is short exactly when somebody may go without", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(5000), (available, allocated, participants) => {
        expect(judgeCapacity({ available, allocated }, participants).isShort).toBe(
          participants > available + allocated,
        );
      }),
    );
  });
});

describe("findOddDates", () => {
  it.each([
    ["nothing", {}, null],
    ["a window that is over", { closesAt: new Date("2026-11-23T12:00:00Z") }, /window is over since 23 November/],
    [
      "an expired offer",
      { redeemBy: day("2026-11-01"), expiresAt: new Date("2026-11-01T23:00:00Z") },
      /last day to redeem, 1 November 2026, is over/,
    ],
    ["a window beyond the last day to redeem", { redeemBy: day("2026-12-01") }, /until 1 December 2026 only/],
    [
      "a window after the course",
      { opensAt: new Date("2027-03-02T08:00:00Z"), closesAt: new Date("2027-04-02T08:00:00Z") },
      /after the course/,
    ],
  ])("finds %s", (_name, changes, sentence) => {
    const odd = findOddDates({ ...offer, ...changes }, course, now);
    if (sentence) expect(odd.join(" ")).toMatch(sentence);
    else expect(odd).toEqual([]);
  });

  it.each([
    [
      "before the window closes",
      { expiresAt: new Date("2026-12-10T23:00:00Z"), codes: 40 },
      /^40 codes of the pool can be redeemed until 10 December 2026 only, and are not handed out any more .* until 19 December 2026, 18:00/,
    ],
    [
      "before the last day to redeem",
      { expiresAt: new Date("2027-03-31T22:00:00Z"), codes: 1 },
      /^1 code of the pool can be redeemed until 31 March 2027 only, which is before the offer’s last day, 30 April 2027\.$/,
    ],
  ])("finds codes that expire %s", (_name, batch, sentence) => {
    expect(findOddDates({ ...offer, early: [batch] }, course, now)).toEqual([expect.stringMatching(sentence)]);
  });

  it("says nothing of codes that have expired: they are not counted either", () => {
    const early = [{ expiresAt: new Date("2026-11-24T12:00:00Z"), codes: 3 }];
    expect(findOddDates({ ...offer, early }, course, now)).toEqual([]);
  });

  it("finds a course that is over, and not one whose last day is today", () => {
    expect(findOddCourseDates({ endsOn: day("2026-11-23") }, now)).toHaveLength(1);
    expect(findOddCourseDates({ endsOn: day("2026-11-24") }, now)).toEqual([]);
  });
});
