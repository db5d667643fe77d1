import { describe, expect, it } from "vitest";
import { describeBadRow, type Entry, findBadRow, findBreak } from "./rules";

const entry = (id: number, digest: string): Entry => ({ id: BigInt(id), digest });
const sealed = [entry(1, "a"), entry(3, "b"), entry(4, "c"), entry(9, "d")];
const wrong = (found: Entry[]) => {
  const bad = findBadRow({ sealed, found });
  return bad && describeBadRow(bad);
};

describe("the first bad row (T18)", () => {
  it("is none where all is as it was sealed, gaps of the sequence included", () => {
    expect(wrong([...sealed])).toBeNull();
  });

  it.each<[string, Entry[], RegExp]>([
    ["changed", [entry(1, "a"), entry(3, "x"), entry(4, "c"), entry(9, "d")], /^Event 3 was changed/],
    ["removed in the middle", [entry(1, "a"), entry(4, "c"), entry(9, "d")], /^Event 3 is missing/],
    ["removed at the end", [entry(1, "a"), entry(3, "b"), entry(4, "c")], /^Event 9 is missing/],
    ["put in", [entry(1, "a"), entry(2, "y"), entry(3, "b"), entry(4, "c"), entry(9, "d")], /^Event 2 was put in/],
    ["put in at the end", [...sealed, entry(10, "y")], /^Event 10 was put in/],
    ["exchanged", [entry(1, "c"), entry(3, "b"), entry(4, "a"), entry(9, "d")], /event 1 holds .* event 4/],
    ["all gone", [], /^Event 1 is missing/],
  ])("is named when %s", (_, found, sentence) => {
    expect(wrong(found)).toMatch(sentence);
  });
});

describe("the head outside the database (T18)", () => {
  const point = (number: number, hash = "a") => ({ number, hash });

  it("allows a chain that holds it, is longer, or was told nowhere yet", () => {
    expect(findBreak({ head: null, there: null, last: null })).toBeNull();
    expect(findBreak({ head: null, there: null, last: point(3) })).toBeNull();
    expect(findBreak({ head: point(2), there: point(2), last: point(3) })).toBeNull();
  });

  it("shows a cut tail, and one that was made anew", () => {
    expect(findBreak({ head: point(5), there: null, last: point(3) })).toMatch(/tail .* is missing.* seal 5.* seal 3/);
    expect(findBreak({ head: point(5), there: null, last: null })).toMatch(/no seal at all/);
    expect(findBreak({ head: point(2), there: point(2, "b"), last: point(3) })).toMatch(/cut and made anew/);
  });
});
