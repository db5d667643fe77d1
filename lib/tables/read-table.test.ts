import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { LONGEST_LINE, MOST_LINES, readTable } from "./read-table";

const bytes = (text: string, encoding = "utf8") => iconv.encode(text, encoding);

function cellsOf(input: Uint8Array) {
  const table = readTable(input);
  return table.ok ? table.lines.map(({ cells }) => cells) : table.sentence;
}

const roster = "e-mail;name\r\nzoë@example.org;Zoë Müller\r\n";
const rosterCells = [
  ["e-mail", "name"],
  ["zoë@example.org", "Zoë Müller"],
];

describe("readTable reads every usual encoding", () => {
  it.each([
    ["UTF-8", bytes(roster)],
    ["UTF-8", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(roster)])],
    ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), bytes(roster, "utf-16le")])],
    ["UTF-16", Buffer.concat([Buffer.from([0xfe, 0xff]), bytes(roster, "utf-16be")])],
    ["UTF-16", bytes(roster, "utf-16le")],
    ["UTF-16", bytes(roster, "utf-16be")],
    ["Windows-1252", bytes(roster, "windows-1252")],
  ])("%s (%#)", (encoding, input) => {
    expect(readTable(input)).toMatchObject({ ok: true, encoding, separator: "semicolons", columns: 2 });
    expect(cellsOf(input)).toEqual(rosterCells);
  });
});

describe("readTable finds separators and lines", () => {
  it.each([
    ["commas", "a,b\nc,d"],
    ["semicolons", "a;b\nc;d"],
    ["semicolons although names hold commas", 'a;"b, c"\nd;e, f'],
    ["tabs", "a\tb\nc\td, e; f"],
  ])("%s", (_, text) => {
    expect(readTable(bytes(text))).toMatchObject({ ok: true, columns: 2 });
  });

  it("keeps the numbers of lines over blank lines, mixed line ends and cells of several lines", () => {
    const table = readTable(bytes('a,b\r\n\n\rc,"d\ne"\rf,g\n'));
    expect(table).toMatchObject({
      ok: true,
      lines: [
        { line: 1, cells: ["a", "b"] },
        { line: 4, cells: ["c", "d\ne"] },
        { line: 6, cells: ["f", "g"] },
      ],
    });
  });

  it("takes quotation marks inside a cell as they are", () => {
    expect(cellsOf(bytes('5" disk,b\n"say ""hi""",c'))).toEqual([
      ['5" disk', "b"],
      ['say "hi"', "c"],
    ]);
  });

  it("reads 10,000 lines and a single column", () => {
    const table = readTable(bytes(Array.from({ length: 10_000 }, (_, n) => `CODE-${n}`).join("\n")));
    expect(table).toMatchObject({ ok: true, columns: 1 });
    expect(table.ok && table.lines.at(-1)).toEqual({ line: 10_000, cells: ["CODE-9999"] });
  });
});

describe("readTable refuses with a sentence that helps", () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04, 20, 0, 8, 8]);
  it.each([
    ["nothing", Buffer.alloc(0), /empty/],
    ["blanks", bytes(" \r\n\t\n"), /empty/],
    ["separators", bytes(";;;\n;;"), /only separators/],
    ["an Excel file", zip, /Excel.*CSV/],
    ["an old Excel file", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /old Excel/],
    ["a picture", png, /PNG image/],
    ["a PDF", bytes("%PDF-1.7 …"), /PDF/],
    ["random bytes", Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 7) % 11)), /not a text file/],
    ["a web page", bytes("<!DOCTYPE html><html><body>Sign in</body></html>"), /web page/],
    ["an open quotation mark", bytes('a,b\nc,"d\ne,f\n'), /^On line 2 .*never closed/],
    ["an endless line", bytes(`a\n${"x".repeat(LONGEST_LINE + 1)}`), /^Line 2 is longer than 20,000/],
    ["200 columns and one", bytes(`a\n${",b".repeat(200)}`), /^Line 2 has 201 columns/],
    ["too many lines", bytes("a\n".repeat(MOST_LINES + 1)), /more than 100,000 lines/],
  ])("%s", (_, input, sentence) => {
    const table = readTable(input);
    expect(table.ok).toBe(false);
    expect(table.ok ? "" : table.sentence).toMatch(sentence);
  });

  it("never throws, and always gives the same answer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (input) => {
        expect(readTable(input)).toEqual(readTable(Uint8Array.from(input)));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\t", "\n", "\r", "\0", "é") }), (text) => {
        const table = readTable(bytes(text));
        expect(table.ok || table.sentence.endsWith(".")).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
