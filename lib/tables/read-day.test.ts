import fc from "fast-check";
import { expect, it } from "vitest";
import { readDay } from "./read-day";

it.each([
  ["2027-04-30", "2027-04-30"],
  ["2027-4-30", "2027-04-30"],
  ["2027/04/30", "2027-04-30"],
  ["2027-04-30T23:59:59Z", "2027-04-30"],
  ["2027-04-30 00:00:00", "2027-04-30"],
  ["30.04.2027", "2027-04-30"],
  ["30. 4. 2027", "2027-04-30"],
  ["30/04/2027", "2027-04-30"],
  ["04/30/2027", "2027-04-30"],
  ["4/30/2027 11:59 PM", "2027-04-30"],
  ["05/05/2027", "2027-05-05"],
  ["03/04/2027", "ambiguous"],
  ["30 April 2027", "2027-04-30"],
  ["30-Apr-2027", "2027-04-30"],
  ["Apr 30, 2027", "2027-04-30"],
  ["31.04.2027", null],
  ["30.13.2027", null],
  ["30 Foo 2027", null],
  ["soon", null],
  ["", null],
  ["46143", null],
])("reads %j as %j", (text, day) => {
  expect(readDay(text)).toBe(day);
});

it("reads every day back as it was written, and throws at nothing", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("2000-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(readDay(day)).toBe(day);
      expect(readDay(date.toISOString())).toBe(day);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void readDay(text)));
});
