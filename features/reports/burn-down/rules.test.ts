import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawBurnDown } from "./rules";

const NOW = new Date("2026-11-24T11:00:00Z");
const DAY = 86_400_000;
const offer = {
  available: 40,
  recent: 0,
  opensAt: new Date(NOW.getTime() - 20 * DAY),
  closesAt: new Date("2026-12-10T22:00:00Z"),
  state: "open",
  funnel: { enrolled: 100, requested: 0, allocated: 0, revealed: 0, redeemed: 0 },
  declined: 0,
} as const;
const draw = (
  changes: [day: string, change: number][],
  overrides: Partial<Parameters<typeof drawBurnDown>[0]["offer"]> = {},
) =>
  drawBurnDown({
    offer: { ...offer, ...overrides },
    changes: changes.map(([day, change]) => ({ day, change })),
    now: NOW,
    timeZone: "Europe/Berlin",
  });

describe("codes left over time", () => {
  it("are reckoned back from now, day by day", () => {
    expect(
      draw([
        ["2026-11-20", 50],
        ["2026-11-22", -7],
        ["2026-11-24", -3],
      ])?.points,
    ).toEqual([
      { day: "2026-11-20", left: 50 },
      { day: "2026-11-21", left: 50 },
      { day: "2026-11-22", left: 43 },
      { day: "2026-11-23", left: 43 },
      { day: "2026-11-24", left: 40 },
    ]);
  });

  it("are none where no codes ever came in, and begin with the day on which they came, without a rise that never was", () => {
    expect(draw([])).toBeNull();
    const today = draw([["2026-11-24", 40]], { state: "closed" });
    expect(today).toMatchObject({ points: [{ day: "2026-11-24", left: 40 }], from: "2026-11-24", to: "2026-11-25" });
  });

  it("end today with what is left, never fall below nothing, and stay few over two years", () => {
    const day = fc
      .integer({ min: -2, max: 700 })
      .map((ago) => new Date(NOW.getTime() - ago * DAY).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(day, fc.integer({ min: -50, max: 50 })), { minLength: 1, maxLength: 40 }),
        (changes) => {
          const points = draw(changes)?.points ?? [];
          expect(points.at(-1)).toEqual({ day: "2026-11-24", left: 40 });
          expect(points.length).toBeGreaterThan(0);
          expect(points.length).toBeLessThanOrEqual(64);
          expect([...points].sort((one, other) => one.day.localeCompare(other.day))).toEqual(points);
          expect(Math.min(...points.map(({ left }) => left))).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe("the forecast", () => {
  it("leads to no code on the day that the present rate says", () => {
    expect(draw([["2026-11-20", 40]], { recent: 35 })).toMatchObject({
      forecast: { day: "2026-12-02", left: 0 },
      closesOn: "2026-12-10",
      to: "2026-12-10",
    });
  });

  it("ends where the window closes, with what is left then", () => {
    expect(draw([["2026-11-20", 40]], { recent: 7 })?.forecast).toEqual({ day: "2026-12-10", left: 24 });
  });

  it.each([
    ["nobody asks", { recent: 0 }],
    ["there is one for everybody who has none", { recent: 35, funnel: { ...offer.funnel, enrolled: 40 } }],
    ["no code is left", { recent: 7, available: 0 }],
    ["the window has not opened", { recent: 7, state: "not-yet-open" as const }],
    ["the window is closed", { recent: 7, state: "closed" as const, closesAt: new Date(NOW.getTime() - DAY) }],
  ])("is not made when %s", (_, overrides) => {
    expect(draw([["2026-11-20", 40]], overrides)?.forecast).toBeNull();
  });

  it("leaves the window's end out where it lies outside of the chart", () => {
    const before = draw([["2026-11-20", 40]], { state: "closed", closesAt: new Date("2026-11-01T12:00:00Z") });
    expect(before).toMatchObject({ closesOn: null, to: "2026-11-24" });
    const within = draw([["2026-11-20", 40]], { state: "closed", closesAt: new Date("2026-11-22T12:00:00Z") });
    expect(within).toMatchObject({ closesOn: "2026-11-22", to: "2026-11-24" });
  });
});
