import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstantInput } from "@/lib/dates";
import { daysBetween, proposeDates, replaceIdentifiers, shiftDay, shiftInstant } from "./rules";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("shifting", () => {
  it("keeps the time on the clocks across a change of them", () => {
    const shifted = shiftInstant(new Date("2026-10-20T07:00:00Z"), 14, "Europe/Berlin");
    expect(shifted.toISOString()).toBe("2026-11-03T08:00:00.000Z");
  });

  it("moves every instant by whole days on the clocks of its zone", () => {
    const instants = fc.date({ min: day("2020-01-01"), max: day("2040-01-01"), noInvalidDate: true });
    const zones = fc.constantFrom("Europe/Berlin", "Asia/Tokyo", "America/New_York", "UTC");
    fc.assert(
      fc.property(instants, fc.integer({ min: -400, max: 800 }), zones, (instant, days, zone) => {
        const [before, after] = [instant, shiftInstant(instant, days, zone)].map((one) => toInstantInput(one, zone));
        const [from, to] = [before, after].map((text) => day((text ?? "").slice(0, 10)));
        expect(daysBetween(from as Date, to as Date)).toBe(days);
      }),
    );
  });

  it("proposes the same weekday, and days undo days", () => {
    const { startsOn } = proposeDates({ startsOn: day("2026-10-05"), endsOn: day("2027-02-26") });
    expect([startsOn.getUTCDay(), daysBetween(day("2026-10-05"), startsOn)]).toEqual([1, 364]);
    expect(shiftDay(startsOn, -364)).toEqual(day("2026-10-05"));
  });
});

it("replaces identifiers wherever they stand", () => {
  const content = { steps: [{ figure: { image: "old-1" }, text: "see old-2" }] };
  const replaced = replaceIdentifiers(
    content,
    new Map([
      ["old-1", "new-1"],
      ["old-2", "new-2"],
    ]),
  );
  expect(replaced).toEqual({ steps: [{ figure: { image: "new-1" }, text: "see new-2" }] });
});
