import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseList, endsServing, judgeApproval, readTally, tallyDecisions, tellDecisions, writeTally } from "./rules";

describe("what became of decisions", () => {
  it.each([
    [
      { allocated: 12, waiting: 3, decided: 1 },
      [
        "12 requests are approved",
        "3 requests are approved, and their people wait",
        "1 had been decided meanwhile",
        "gets a mail",
      ],
    ],
    [{ allocated: 1 }, ["1 request is approved, and a code is given.", "gets a mail"]],
    [{ declined: 2, left: 2 }, ["2 requests are declined.", "2 stay as they were", "gets a mail"]],
    [{ decided: 1 }, ["1 had been decided meanwhile"]],
    [{}, []],
  ])("is told kind by kind: %j", (tally, starts) => {
    const sentences = tellDecisions(tally);
    expect(sentences).toHaveLength(starts.length);
    starts.forEach((start, index) => void expect(sentences[index]).toContain(start));
  });

  it("is counted, and comes back from an address as it went in", () => {
    const decision = fc.constantFrom(...(["allocated", "waiting", "declined", "decided", "left"] as const));
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 100 }), (decisions) => {
        const tally = tallyDecisions(decisions);
        expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(decisions.length);
        expect(readTally(Object.fromEntries(writeTally(tally)))).toEqual(tally);
      }),
    );
  });

  it("takes only numbers of sensible size from an address", () => {
    expect(
      readTally({ allocated: "1e9", waiting: "-1", declined: ["1"], decided: "99999", left: "<b>", done: "1" }),
    ).toEqual({});
  });
});

describe("chooseList", () => {
  const none = { pending: 0, waiting: 0, decided: 0 };
  it.each([
    ["waiting", none, "waiting"],
    [undefined, { ...none, waiting: 2, decided: 1 }, "waiting"],
    [undefined, { ...none, decided: 1 }, "decided"],
    [undefined, { pending: 1, waiting: 2, decided: 1 }, "pending"],
    ["nonsense", none, "pending"],
    [["decided"], none, "pending"],
  ])("of %j with %j is %s", (asked, counts, list) => {
    expect(chooseList(asked, counts)).toBe(list);
  });
});

it("an approval is kept only where it leads to a code or to a place", () => {
  expect(judgeApproval("allocated")).toBe("allocated");
  expect(judgeApproval("already-yours")).toBe("allocated");
  expect(judgeApproval("waiting")).toBe("waiting");
  for (const outcome of ["not-enrolled", "expired", "closed", "not-yet-open", "withdrawn", "declined"] as const) {
    expect(judgeApproval(outcome)).toBe("left");
  }
});

it("serving goes on past one person, and stops where nobody would be given anything", () => {
  for (const outcome of ["allocated", "already-yours", "not-enrolled", "declined", "withdrawn"] as const) {
    expect(endsServing(outcome)).toBe(false);
  }
  for (const outcome of ["waiting", "expired", "closed", "not-yet-open"] as const) {
    expect(endsServing(outcome)).toBe(true);
  }
});
