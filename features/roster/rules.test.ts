import { expect, it } from "vitest";
import { mayLoseInstructor } from "./rules";

it.each([
  [1, "INSTRUCTOR", false],
  [2, "INSTRUCTOR", true],
  [1, "PARTICIPANT", true],
  [0, "ASSISTANT", true],
] as const)("with %d instructors, a %s may go: %s", (instructors, role, may) => {
  expect(mayLoseInstructor({ instructors, role })).toBe(may);
});
