import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMULA_SIGNS, writeCsv } from "./write-csv";

describe("a line of CSV", () => {
  it("quotes every cell that has something in it", () => {
    expect(writeCsv([["a", 'say "b"', "c,d\ne", null, "", 7]])).toBe('"a","say ""b""","c,d\ne",,,"7"\n');
  });

  it.each(FORMULA_SIGNS)("defuses a cell that begins with %j", (sign) => {
    expect(writeCsv([[`${sign}SUM(A1)`]])).toBe(`"'${sign}SUM(A1)"\n`);
  });

  it("reads as it was written, but for the apostrophe", () => {
    const isFormula = (cell: string) => FORMULA_SIGNS.some((sign) => cell.startsWith(sign));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }), (cells) => {
        // A line of one empty cell is an empty line.
        const [read] = parse(writeCsv([["first", ...cells]]));
        expect(read).toEqual(["first", ...cells.map((cell) => (isFormula(cell) ? `'${cell}` : cell))]);
      }),
    );
  });
});
