import { describe, expect, test } from "vitest";
import { judgeUndo, sayWhatUndoes } from "./rules";

describe("judgeUndo", () => {
  const codes = { kind: "CODES", state: "DONE" } as const;
  test.each([
    [codes, { seen: 0, unseen: 0, free: 3 }, null],
    [codes, { seen: 0, unseen: 1, free: 0 }, null],
    [codes, { seen: 1, unseen: 1, free: 3 }, "seen"],
    [codes, { seen: 0, unseen: 0, free: 0 }, "nothing-left"],
    [{ ...codes, state: "UNDONE" }, { seen: 0, unseen: 0, free: 3 }, "not-done"],
    [{ ...codes, state: "CHECKED" }, { seen: 0, unseen: 0, free: 0 }, "not-done"],
    [{ ...codes, kind: "ROSTER" }, { seen: 0, unseen: 0, free: 0 }, "not-done"],
  ] as const)("%o with %o is %s", (view, withdrawal, reason) => {
    expect(judgeUndo(view, withdrawal)).toBe(reason);
  });
});

test("sayWhatUndoes names codes and people, each by its own number", () => {
  expect(sayWhatUndoes({ unseen: 0, free: 1 })[0]).toMatch(/^1 code leaves the pool/);
  const [codes, people, ...rest] = sayWhatUndoes({ unseen: 2, free: 1200 });
  expect(codes).toMatch(/^1,200 codes leave the pool/);
  expect(people).toMatch(/^2 people who were given a code lose it unseen and wait again/);
  expect(rest).toHaveLength(2);
  expect(sayWhatUndoes({ unseen: 1, free: 0 })[0]).toMatch(/^1 person who was given a code loses it unseen/);
});
