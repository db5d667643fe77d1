import { expect, it } from "vitest";
import { mayLookAfter, mayLoseInstructor } from "./rules";

it.each([
  [1, "INSTRUCTOR", false],
  [2, "INSTRUCTOR", true],
  [1, "PARTICIPANT", true],
  [0, "ASSISTANT", true],
] as const)("with %d instructors, a %s may go: %s", (instructors, role, may) => {
  expect(mayLoseInstructor({ instructors, role })).toBe(may);
});

it.each([
  [true, "INSTRUCTOR", true],
  [true, "PARTICIPANT", true],
  [false, "PARTICIPANT", true],
  [false, "ASSISTANT", false],
  [false, "INSTRUCTOR", false],
] as const)("who may instruct (%s) may look after a %s: %s", (mayInstruct, role, may) => {
  expect(mayLookAfter({ mayInstruct }, role)).toBe(may);
});
