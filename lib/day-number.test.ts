import { expect, it } from "vitest";
import { dayNumber, dayText } from "./day-number";

it("counts days over the change of clocks and the ends of years, and back", () => {
  expect(dayNumber("2026-10-26") - dayNumber("2026-10-25")).toBe(1);
  expect(dayNumber("2027-01-01") - dayNumber("2026-12-31")).toBe(1);
  expect(["1970-01-01", "2028-02-29", "2099-12-31"].map((day) => dayText(dayNumber(day)))).toEqual([
    "1970-01-01",
    "2028-02-29",
    "2099-12-31",
  ]);
});
