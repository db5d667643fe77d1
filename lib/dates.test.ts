import { expect, it } from "vitest";
import { formatLastDay } from "./dates";

it("names the last day of what ends at midnight, on the clocks of the zone, also where the clocks are changed", () => {
  expect(formatLastDay(new Date("2027-06-30T22:00:00Z"), "Europe/Berlin")).toBe("30 June 2027");
  expect(formatLastDay(new Date("2027-07-01T07:00:00Z"), "America/Los_Angeles")).toBe("30 June 2027");
  expect(formatLastDay(new Date("2027-10-31T23:00:00Z"), "Europe/Berlin")).toBe("31 October 2027");
  expect(formatLastDay(new Date("2027-07-01T12:00:00Z"), "Europe/Berlin")).toBe("1 July 2027");
});
