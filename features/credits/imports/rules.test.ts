import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "@/lib/tables/read-table";
import {
  type CodeLine,
  findCodeColumn,
  judgeCodes,
  LONGEST_CODE,
  normaliseCode,
  readCode,
  readCodeLines,
} from "./rules";

describe("normaliseCode", () => {
  it.each([
    "PC-1a2b-3C4D",
    "pc1A2B3c4d",
    " PC 1A2B 3C4D ",
    "PC\u20111A2B\u20133C4D",
    "ＰＣ１Ａ２Ｂ３Ｃ４Ｄ",
    "PC\u200b1A2B\u00ad3C4D\ufeff",
    "PC\u00a01A2B\t3C4D",
  ])("makes %j the same code", (text) => {
    expect(normaliseCode(text)).toBe("PC1A2B3C4D");
  });

  it("does not change what it has made, nor mind case, spaces and dashes", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        const made = normaliseCode(text);
        expect(normaliseCode(made)).toBe(made);
        expect(normaliseCode(`${text.slice(0, at)} - ${text.slice(at)}`)).toBe(made);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,40}$/), (code) => {
        expect(normaliseCode(code.toLowerCase())).toBe(normaliseCode(code));
        expect(normaliseCode(code)).toHaveLength(code.length);
      }),
    );
  });
});

describe("readCode", () => {
  it.each([
    [" AB12 ", "AB12"],
    ["\u00a0AB12\u3000", "AB12"],
    ["ＡＢ１２", "AB12"],
    ["aB-12_x/=+", "aB-12_x/=+"],
    ["x".repeat(LONGEST_CODE), "x".repeat(LONGEST_CODE)],
  ])("reads %j", (cell, code) => {
    expect(readCode(cell)).toEqual({ ok: true, code });
  });

  it.each([
    ["", /no code/],
    [" \t ", /no code/],
    ["x".repeat(300), /at most 256 characters; this has 300/],
    ["AB 12", /space inside/],
    ["AB\u000012", /invisible/],
    ["AB\u200b12", /invisible/],
    ["\u0410B12", /only look like one/],
    ["AB12é", /only look like one/],
    ["---", /only dashes/],
  ])("refuses %j", (cell, problem) => {
    const read = readCode(cell);
    expect(read.ok ? "" : read.problem).toMatch(problem);
  });

  it("stores nothing but printable letters, digits and signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (cell) => {
        const read = readCode(cell);
        if (read.ok) expect(read.code).toMatch(/^[\u0021-\u007e]{1,256}$/);
      }),
    );
  });
});

function find(text: string) {
  const table = readTable(Buffer.from(text));
  if (!table.ok) throw new Error(table.sentence);
  return findCodeColumn(table);
}

describe("findCodeColumn", () => {
  it.each([
    ["AB12\nCD34", { column: 0, header: false }],
    ["code\nAB12", { column: 0, header: true }],
    ["No.;Promo Code;Amount\n1;AB12;100", { column: 1, header: true }],
    ["AB12,\nCD34,", { column: 0, header: false }],
    [",AB12\n,CD34", { column: 1, header: false }],
  ])("%j", (text, expected) => {
    expect(find(text)).toEqual({ ok: true, ...expected });
  });

  it("does not guess among several columns", () => {
    expect(find("1,AB12\n2,CD34")).toMatchObject({
      ok: false,
      sentence: expect.stringContaining("none is named “code”"),
    });
  });
});

const known = new Map([
  ["HERE1", "here"],
  ["THERE2", "elsewhere"],
] as const);
const toLines = (cells: string[]): CodeLine[] =>
  readCodeLines(
    cells.map((cell, index) => ({ line: index + 1, cells: [cell] })),
    { column: 0, header: false },
    (text) => text,
  );

describe("judgeCodes", () => {
  it("tells every kind of line apart, and shows at most the last two characters", () => {
    const report = judgeCodes(toLines(["NEWCODE-0001", "newcode0001", "here-1", "THERE2", "two words"]), known);
    expect(report).toEqual([
      { line: 1, status: "new", length: 12, tail: "01", remark: "" },
      { line: 2, status: "repeated", length: 11, tail: "01", remark: "The same code as on line 1." },
      { line: 3, status: "here", length: 6, tail: "", remark: expect.any(String) },
      { line: 4, status: "elsewhere", length: 6, tail: "", remark: expect.any(String) },
      { line: 5, status: "malformed", length: 0, tail: "", remark: expect.stringContaining("space") },
    ]);
  });

  it("lets each code in once, gives the same report again, and never shows a code", () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[A-Z0-9-]{8,20}$/),
      fc.constantFrom("here-1", "THERE2", "", "SAMECODE1", "same-code-1"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const lines = toLines(cells);
        const report = judgeCodes(lines, known);
        expect(report).toHaveLength(cells.length);
        expect(judgeCodes(toLines(cells), known)).toEqual(report);
        const fresh = lines
          .filter((_, index) => report[index]?.status === "new")
          .map((line) => (line.code === null ? "" : line.fingerprint));
        expect(new Set(fresh).size).toBe(fresh.length);
        expect(fresh.some((fingerprint) => fingerprint === "" || known.has(fingerprint as "HERE1"))).toBe(false);
        const shown = JSON.stringify(report);
        for (const { code } of lines)
          if (code !== null && code.length >= 8) expect(shown).not.toContain(JSON.stringify(code).slice(1, -1));
      }),
    );
  });
});
