import { expect, it } from "vitest";
import { isFoundBy, mayLookAfter, mayLoseInstructor, searchPatterns, turnName } from "./rules";

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

it.each([
  ["Tanaka Aiko", "Aiko Tanaka"],
  ["Tanaka, Aiko", "Aiko Tanaka"],
  ["de la Cruz Ana", "la Cruz Ana de"],
  ["Aiko", null],
  ["Aiko,", null],
  ["", null],
])("%j the other way round is %j", (name, turned) => {
  expect(turnName(name)).toBe(turned);
});

it("looks for both orders of a name, and for the signs themselves that ILIKE takes for others", () => {
  expect(searchPatterns("100%_a\\b")).toEqual(["%100\\%\\_a\\\\b%"]);
  expect(searchPatterns("Tanaka Aiko")).toEqual(["%Tanaka Aiko%", "%Aiko Tanaka%"]);
  expect(searchPatterns("")).toEqual(["%%"]);
  const text = { contains: "50\\%", mode: "insensitive" };
  expect(isFoundBy("50%")).toEqual({ OR: [{ email: text }, { name: text }] });
});
