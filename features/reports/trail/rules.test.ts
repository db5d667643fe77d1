import { describe, expect, it } from "vitest";
import { describeDetail, PORTAL, tellEvent, tellings, UNKNOWN } from "./rules";
import { findFilterProblem, isFiltered, readTrailFilter, writeTrailFilter } from "./schema";

const facts = { actor: "Iris Instructor", subject: "Nora Newcomer", offer: "AWS credit", detail: {} };

describe("the sentence of an event", () => {
  it.each([
    ["request.approved", facts, "Iris Instructor approved the request of Nora Newcomer"],
    ["code.allocated", facts, "Nora Newcomer was given a code of AWS credit, by Iris Instructor"],
    ["code.allocated", { ...facts, actor: "Nora Newcomer" }, "Nora Newcomer was given a code of AWS credit"],
    ["code.revealed", { ...facts, actor: "Nora Newcomer" }, "Nora Newcomer revealed the code of AWS credit"],
    ["code.redemption-taken-back", facts, "Iris Instructor took back the redemption of AWS credit, for Nora Newcomer"],
    ["code.revealed", { ...facts, actor: UNKNOWN }, "Nora Newcomer revealed the code of AWS credit"],
    ["code.allocated", { ...facts, actor: PORTAL }, "Nora Newcomer was given a code of AWS credit, by the portal"],
    [
      "request.approved",
      { ...facts, actor: UNKNOWN },
      "Somebody no longer on record approved the request of Nora Newcomer",
    ],
    [
      "codes.exported",
      { ...facts, detail: { count: 1 } },
      "Iris Instructor downloaded 1 code of AWS credit in the clear",
    ],
    [
      "list.exported",
      { ...facts, offer: null, detail: { list: "roster", rows: 1200 } },
      "Iris Instructor downloaded the roster, 1,200 rows",
    ],
    ["from.the-future", facts, "Iris Instructor: from.the-future"],
    ["toString", facts, "Iris Instructor: toString"],
  ])("%s", (act, given, sentence) => {
    expect(tellEvent({ act, ...given })).toBe(sentence);
  });

  it.each(Object.keys(tellings))("of %s needs nobody and nothing to be known", (act) => {
    const sentence = tellEvent({ act, actor: "The portal", subject: null, offer: null, detail: {} });
    expect(sentence).toMatch(/^\p{Lu}/u);
    expect(sentence).not.toMatch(/undefined|null|NaN/);
  });

  it("has a label of its own for every act", () => {
    const labels = Object.values(tellings).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

it("says who waits, and not who approved it", () => {
  const facts = { actor: "Iris", subject: "Ada", offer: "AWS credit", detail: {} };
  expect(tellEvent({ act: "request.waiting", ...facts })).toBe("Ada came onto the waiting list of AWS credit");
});

it("tells the details of an event without identifiers", () => {
  const newAllocationId = "0191f0f0-0000-7000-8000-000000000000";
  expect(describeDetail({ fileName: "codes.csv", added: 3, newAllocationId, note: null, flag: false })).toBe(
    "file name: codes.csv, added: 3, flag: false",
  );
});

it("tells kinds and roles in small letters, and leaves other words as they are", () => {
  expect(describeDetail({ kind: "REMINDER", policy: "BY_APPROVAL", note: "USE IT", people: 58 })).toBe(
    "kind: reminder, policy: by approval, note: USE IT, people: 58",
  );
});

describe("the filters of the trail", () => {
  const none = { person: "", act: "", from: "", until: "", after: "" };
  const acts = ["code.revealed"];

  it("are read from an address and written into one", () => {
    const query = { person: " nora ", act: "code.revealed", from: ["2026-01-01", "2026-01-02"], after: "7" };
    const filter = readTrailFilter(query);
    expect(filter).toEqual({ ...none, person: "nora", act: "code.revealed", after: "7" });
    expect(writeTrailFilter(filter)).toBe("?person=nora&act=code.revealed&after=7");
    expect(writeTrailFilter(none)).toBe("");
    expect([isFiltered({ ...none, after: "7" }), isFiltered(filter)]).toEqual([false, true]);
  });

  it.each([
    [{}, true],
    [{ act: "code.revealed", from: "2026-11-24", until: "2026-11-24", after: "12" }, true],
    [{ act: "code.eaten" }, false],
    [{ from: "2026-02-30" }, false],
    [{ until: "yesterday" }, false],
    [{ from: "2026-11-25", until: "2026-11-24" }, false],
    [{ after: "-1" }, false],
    [{ after: "99999999999999999999" }, false],
  ])("%j make sense: %s", (filter, makesSense) => {
    expect(findFilterProblem({ ...none, ...filter }, acts) === null).toBe(makesSense);
  });
});
