import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHECKABLE,
  DISCARDABLE,
  describeFormat,
  judgeSending,
  maskCell,
  maskCode,
  maskTitle,
  plainName,
  REREADABLE,
  sayProblem,
  taskOf,
} from "./rules";

describe("maskTitle", () => {
  it.each([
    ["Gutscheincode", "Gutscheincode"],
    ["gültig bis", "gültig bis"],
    ["AB12CD34EF", "•••EF"],
    ["Code AB12CD34EF", "Code •••EF"],
  ])("shows %j as %j", (cell, shown) => {
    expect(maskTitle(cell)).toBe(shown);
  });
});

describe("maskCell", () => {
  it.each([
    ["PC1A2B3C4D", "•••4D"],
    ["AB12", "•••"],
    ["1 PC1A2B3C4D x", "1 •••4D x"],
    ["https://example.org/redeem?c=PC1A2B3C4D", "•••4D"],
    ["ABCDEFGHIJKL", "•••KL"],
    ["100.50", "100.50"],
    ["2027-04-30", "2027-04-30"],
    ["Promo Code", "Promo Code"],
    ["ada@example.org", "ada@example.org"],
    ["", ""],
  ])("%j is shown as %j", (cell, shown) => {
    expect(maskCell(cell)).toBe(shown);
  });

  it("shows of a code its last two signs at most", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9-]{8,40}$/), (code) => {
        expect(maskCode(code)).toBe(`•••${code.slice(-2)}`);
        if (/[A-Z]/.test(code) && /\d/.test(code)) expect(maskCell(` ${code}`)).not.toContain(code.slice(-3));
      }),
    );
  });
});

it("says how a file was read", () => {
  expect(describeFormat({ source: "text", encoding: "windows-1252", separator: ";" })).toBe(
    "Windows-1252 with semicolons",
  );
  expect(describeFormat({ source: "workbook", encoding: "utf-8", separator: "," })).toContain("Excel");
});

it("reads names of columns whatever their spelling", () => {
  expect(["E-Mail Address", "email_address", "Émail address "].map(plainName)).toEqual(
    Array.from({ length: 3 }, () => "emailaddress"),
  );
});

it("lets nobody throw away or check anew what the portal takes in, undoes, or has taken in", () => {
  for (const state of ["RUNNING", "DONE", "UNDOING", "UNDONE"] as const) {
    expect(CHECKABLE).not.toContain(state);
    expect(REREADABLE).not.toContain(state);
    expect(DISCARDABLE).not.toContain(state);
  }
  // A check that never ends can be thrown away.
  expect(CHECKABLE).not.toContain("CHECKING");
  expect(DISCARDABLE).toContain("CHECKING");
});

it("wants a file or lines, and not both", () => {
  expect(judgeSending({ hasFile: false, hasLines: false })).toMatch(/^Choose a file, or paste/);
  expect(judgeSending({ hasFile: true, hasLines: true })).toMatch(/as well. Send one of the two/);
  expect(judgeSending({ hasFile: true, hasLines: false })).toBeNull();
  expect(judgeSending({ hasFile: false, hasLines: true })).toBeNull();
});

it("says why a file was not taken, in words of its own", () => {
  expect(sayProblem("no-file", null)).toMatch(/^Choose a file/);
  expect(sayProblem(undefined, "It is empty.")).toBe("It is empty.");
  expect(sayProblem(["no-file"], null)).toBeNull();
});

describe("the job that works on an import", () => {
  const states = ["UPLOADED", "CHECKING", "CHECKED", "RUNNING", "DONE", "FAILED", "UNDOING", "UNDONE"] as const;

  it("is there exactly while the portal is at work, which its page waits for", () => {
    expect(states.filter((state) => taskOf("CODES", state) !== null)).toEqual(["CHECKING", "RUNNING", "UNDOING"]);
    expect([taskOf("CODES", "UNDOING"), taskOf("ROSTER", "RUNNING")]).toEqual(["undo-codes-import", "import-roster"]);
  });
});
