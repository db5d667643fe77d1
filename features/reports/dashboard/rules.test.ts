import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aboutDays,
  aboutRate,
  codesPerDay,
  daysLeft,
  daysUntil,
  drawBars,
  forecastPool,
  missingCodes,
  type OfferFigures,
  peopleWithout,
} from "./rules";

const NOW = new Date("2026-11-24T09:00:00Z");
const daysFromNow = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

function figures(overrides: Partial<OfferFigures> = {}): OfferFigures {
  return {
    slug: "aws",
    name: "AWS credit",
    state: "open",
    frozenAt: null,
    opensAt: daysFromNow(-30),
    closesAt: daysFromNow(30),
    expiresAt: daysFromNow(90),
    available: 20,
    spare: 0,
    quarantined: 0,
    given: 10,
    funnel: { enrolled: 40, requested: 12, allocated: 10, revealed: 8, redeemed: 5 },
    declined: 0,
    pending: { count: 0, since: null },
    waiting: { count: 0, since: null },
    reported: { count: 0, since: null },
    recent: 7,
    expiries: [],
    ...overrides,
  };
}

describe("the rate", () => {
  it.each([
    ["over a week", { recent: 14, opensAt: daysFromNow(-30) }, 2],
    ["since the window opened, where that is less", { recent: 14, opensAt: daysFromNow(-2) }, 7],
    ["over a day at least", { recent: 14, opensAt: daysFromNow(-0.01) }, 14],
    ["before the window opens", { recent: 0, opensAt: daysFromNow(3) }, 0],
  ])("is counted %s", (_, facts, rate) => {
    expect(codesPerDay(facts, NOW)).toBeCloseTo(rate);
  });

  it("foretells how long a pool lasts, or nothing when nobody asks", () => {
    expect(daysLeft(figures({ available: 12, recent: 14 }), NOW)).toBeCloseTo(6);
    expect(daysLeft(figures({ available: 0, recent: 14 }), NOW)).toBe(0);
    expect(daysLeft(figures({ available: 12, recent: 0 }), NOW)).toBeNull();
  });

  it("never foretells a shorter time for more codes, nor a longer one for more requests", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(100), fc.integer({ min: 1, max: 5000 }), (available, more, recent) => {
        const left = (facts: Partial<OfferFigures>) => daysLeft(figures(facts), NOW) ?? Number.POSITIVE_INFINITY;
        const now = left({ available, recent });
        expect(left({ available: available + more, recent })).toBeGreaterThanOrEqual(now);
        expect(left({ available, recent: recent + more })).toBeLessThanOrEqual(now);
      }),
    );
  });
});

describe("a forecast in words", () => {
  it.each([
    [0, "less than a day"],
    [0.7, "less than a day"],
    [0.8, "about a day"],
    [1.4, "about a day"],
    [6.2, "about 6 days"],
    [13.4, "about 13 days"],
    [13.6, "about 2 weeks"],
    [45, "about 6 weeks"],
    [60, "about 2 months"],
    [330, "about 11 months"],
    [400, "more than a year"],
    [1e9, "more than a year"],
  ])("%d days are %s", (days, words) => {
    expect(aboutDays(days)).toBe(words);
  });

  it.each([
    [0.05, "about 1 a week"],
    [0.4, "about 3 a week"],
    [0.9, "about 6 a week"],
    [0.99, "about 1 a day"],
    [6.6, "about 7 a day"],
    [12.4, "about 12 a day"],
    [1234, "about 1,200 a day"],
  ])("%d a day are %s", (rate, words) => {
    expect(aboutRate(rate)).toBe(words);
  });

  it("says a whole number and nothing finer, whatever it is given", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (days) => {
        expect(aboutDays(days)).toMatch(/^(less than a day|more than a year|about (a|\d+) (day|week|month)s?)$/);
        expect(aboutDays(days)).not.toMatch(/about [01] /);
        expect(aboutRate(days)).toMatch(/^about [\d,]+ a (day|week)$/);
      }),
    );
  });

  it.each<[string, Partial<OfferFigures>]>([
    ["No codes have come in yet.", { available: 0, given: 0 }],
    ["No code is left.", { available: 0 }],
    ["Nobody can ask yet.", { state: "not-yet-open" }],
    ["The window is closed: only those who wait still get one.", { state: "closed" }],
    ["All codes were given.", { state: "expired", available: 0 }],
    ["The last day to redeem is over: nothing is given any more.", { state: "expired" }],
    ["Nobody has asked in the last 7 days.", { recent: 0 }],
    ["At this rate, about 3 a day, they last about 7 days.", { recent: 21 }],
    [
      "At this rate, about 3 a day, they last about 7 days. There is one for everybody who has none.",
      { recent: 21, declined: 10 },
    ],
  ])("%s", (sentence, facts) => {
    expect(forecastPool(figures(facts), NOW)).toBe(sentence);
  });
});

describe("capacity", () => {
  it("counts participants who have none and have not been declined", () => {
    expect(peopleWithout(figures({ declined: 3 }))).toBe(27);
    expect(missingCodes(figures({ declined: 3 }))).toBe(7);
    expect(missingCodes(figures({ declined: 10 }))).toBe(0);
  });

  it("is never less than nothing, even when more were declined than are left", () => {
    expect(peopleWithout(figures({ declined: 100 }))).toBe(0);
    expect(missingCodes(figures({ available: 1000 }))).toBe(0);
  });
});

describe("days until", () => {
  it.each([
    [0.2, "within a day"],
    [1.9, "in a day"],
    [9.5, "in 9 days"],
    [1200, "in 1,200 days"],
  ])("%d: %s", (days, words) => {
    expect(daysUntil(daysFromNow(days), NOW)).toBe(words);
  });
});

describe("bars of requests", () => {
  it("fill the days on which nobody asked, up to today, and two weeks at least", () => {
    const bars = drawBars(new Map([["2026-11-21", 4]]), "2026-11-23");
    expect(bars).toHaveLength(14);
    expect(bars[0]).toEqual({ from: "2026-11-10", days: 1, count: 0 });
    expect(bars.slice(-3)).toEqual([
      { from: "2026-11-21", days: 1, count: 4 },
      { from: "2026-11-22", days: 1, count: 0 },
      { from: "2026-11-23", days: 1, count: 0 },
    ]);
  });

  it("become weeks that end today where days would be too many", () => {
    const counts = new Map([
      ["2026-09-01", 1],
      ["2026-11-17", 2],
      ["2026-11-23", 3],
    ]);
    const bars = drawBars(counts, "2026-11-23");
    expect(bars.at(-1)).toEqual({ from: "2026-11-17", days: 7, count: 5 });
    expect(bars[0]).toEqual({ from: "2026-09-01", days: 7, count: 1 });
    expect(bars).toHaveLength(12);
  });

  it("are none when nobody has asked", () => {
    expect(drawBars(new Map(), "2026-11-23")).toEqual([]);
  });

  it("lose no request, overlap nowhere, end today, and are few enough to tell apart for two years", () => {
    const today = Date.UTC(2026, 10, 23);
    const day = fc
      .integer({ min: -5, max: 700 })
      .map((ago) => new Date(today - ago * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.dictionary(day, fc.integer({ min: 1, max: 50 })), (counts) => {
        const bars = drawBars(new Map(Object.entries(counts)), "2026-11-23");
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(sum(bars.map(({ count }) => count))).toBe(sum(Object.values(counts)));
        expect(bars.length).toBeLessThanOrEqual(102);
        bars.forEach(({ from, days }, index) => {
          const next = bars[index + 1]?.from ?? "2026-11-24";
          expect(Date.parse(from) + days * 86_400_000).toBe(Date.parse(next));
        });
      }),
    );
  });
});
