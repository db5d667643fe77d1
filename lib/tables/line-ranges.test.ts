import { expect, it } from "vitest";
import { writeLineRanges } from "./line-ranges";

it("joins neighbours", () => {
  expect(writeLineRanges([2, 3, 4, 6, 8, 9])).toBe("2 to 4, 6, 8 to 9");
  expect(writeLineRanges([])).toBe("");
});

it("stops where nobody reads on", () => {
  expect(writeLineRanges(Array.from({ length: 100 }, (_, n) => 2 * n))).toMatch(/, 78 and more$/);
});
