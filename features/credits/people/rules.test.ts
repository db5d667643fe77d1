import { expect, it } from "vitest";
import { describeToStaff } from "./rules";

it.each([
  ["open", "Has not requested"],
  ["allocated", "Given, not revealed"],
  ["staff", "Gets no code"],
] as const)("says of %s: %s", (standing, words) => {
  expect(describeToStaff(standing)).toBe(words);
});
