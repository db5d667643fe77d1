import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { LONGEST_LINE, readFirstLines, readLines, type TableLine, UnreadableTable } from "./read-lines";
import { createSniffer, isZip } from "./sniff-text";

const bytes = (text: string, encoding = "utf8") => iconv.encode(text, encoding);

const MOST_LINES = 100_000;

type Table =
  | { ok: true; lines: TableLine[]; columns: number; encoding: string; separator: string }
  | { ok: false; sentence: string };

/** Everything that the two steps make of a file that comes in pieces of some bytes. */
async function readTable(input: Uint8Array, piece = 7_001): Promise<Table> {
  async function* open() {
    for (let at = 0; at < input.length; at += piece) yield Buffer.from(input.subarray(at, at + piece));
  }
  const sniffer = createSniffer();
  for await (const bytes of open()) sniffer.add(bytes);
  const sniffed = sniffer.finish();
  if (!sniffed.ok) return sniffed;
  const lines: TableLine[] = [];
  try {
    for await (const batch of readLines({ open, format: sniffed.format, mostLines: MOST_LINES })) lines.push(...batch);
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, sentence: error.message };
    throw error;
  }
  const columns = lines.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return { ok: true, lines, columns, ...sniffed.format };
}

async function cellsOf(input: Uint8Array) {
  const table = await readTable(input);
  return table.ok ? table.lines.map(({ cells }) => cells) : table.sentence;
}

const roster = "e-mail;name\r\nzoë@example.org;Zoë Müller\r\n";
const rosterCells = [
  ["e-mail", "name"],
  ["zoë@example.org", "Zoë Müller"],
];

describe("readTable reads every usual encoding", () => {
  it.each([
    ["utf-8", bytes(roster)],
    ["utf-8", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(roster)])],
    ["utf-16le", Buffer.concat([Buffer.from([0xff, 0xfe]), bytes(roster, "utf-16le")])],
    ["utf-16be", Buffer.concat([Buffer.from([0xfe, 0xff]), bytes(roster, "utf-16be")])],
    ["utf-16le", bytes(roster, "utf-16le")],
    ["utf-16be", bytes(roster, "utf-16be")],
    ["windows-1252", bytes(roster, "windows-1252")],
  ])("%s (%#)", async (encoding, input) => {
    for (const piece of [1, 3, 1_000]) {
      expect(await readTable(input, piece)).toMatchObject({ ok: true, encoding, separator: ";", columns: 2 });
    }
    expect(await cellsOf(input)).toEqual(rosterCells);
  });
});

describe("readTable finds separators and lines", () => {
  it.each([
    ["commas", "a,b\nc,d"],
    ["semicolons", "a;b\nc;d"],
    ["semicolons although names hold commas", 'a;"b, c"\nd;e, f'],
    ["tabs", "a\tb\nc\td, e; f"],
  ])("%s", async (_, text) => {
    expect(await readTable(bytes(text))).toMatchObject({ ok: true, columns: 2 });
  });

  it("keeps the numbers of lines over blank lines, mixed line ends and cells of several lines", async () => {
    const table = await readTable(bytes('a,b\r\n\n\rc,"d\ne"\rf,g\n'));
    expect(table).toMatchObject({
      ok: true,
      lines: [
        { line: 1, cells: ["a", "b"] },
        { line: 4, cells: ["c", "d\ne"] },
        { line: 6, cells: ["f", "g"] },
      ],
    });
  });

  it("takes quotation marks inside a cell as they are", async () => {
    expect(await cellsOf(bytes('5" disk,b\n"say ""hi""",c'))).toEqual([
      ['5" disk', "b"],
      ['say "hi"', "c"],
    ]);
  });

  it("reads 10,000 lines and a single column", async () => {
    const table = await readTable(bytes(Array.from({ length: 10_000 }, (_, n) => `CODE-${n}`).join("\n")));
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
    ["a zip archive", zip, /zip archive.*CSV/],
    ["an old Excel file", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /old Excel/],
    ["a picture", png, /PNG image/],
    ["a PDF", bytes("%PDF-1.7 …"), /PDF/],
    ["random bytes", Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 7) % 11)), /not a text file/],
    ["a web page", bytes("<!DOCTYPE html><html><body>Sign in</body></html>"), /web page/],
    ["an open quotation mark", bytes('a,b\nc,"d\ne,f\n'), /^On line 2 .*never closed/],
    ["an endless line", bytes(`a\n${"x".repeat(LONGEST_LINE + 1)}`), /^Line 2 is longer than 20,000/],
    ["200 columns and one", bytes(`a\n${",b".repeat(200)}`), /^Line 2 has 201 columns/],
    ["too many lines", bytes("a\n".repeat(MOST_LINES + 1)), /more than 100,000 lines/],
  ])("%s", async (_, input, sentence) => {
    const table = await readTable(input);
    expect(table.ok).toBe(false);
    expect(table.ok ? "" : table.sentence).toMatch(sentence);
  });

  it("never throws, and always gives the same answer, in whatever pieces a file comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), async (input, piece) => {
        expect(await readTable(input)).toEqual(await readTable(Uint8Array.from(input), piece));
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\t", "\n", "\r", "\0", "é") }),
        async (text) => {
          const table = await readTable(bytes(text), 1);
          expect(table.ok || table.sentence.endsWith(".")).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a hostile table (T11)", () => {
  const utf8 = { encoding: "utf-8", separator: "," } as const;
  const MB = 1024 * 1024;
  async function* repeat(piece: Buffer, times: number) {
    for (let time = 0; time < times; time += 1) yield piece;
  }
  const read = async (open: () => AsyncIterable<Uint8Array>, options: object = {}) => {
    let lines = 0;
    for await (const some of readLines({ open, format: utf8, mostLines: 2_000_000, ...options })) lines += some.length;
    return lines;
  };

  it("with a line of 10 MB is refused after a fraction of it", async () => {
    const sent: number[] = [];
    async function* longLine() {
      const time = sent.push(0) - 1;
      yield Buffer.from("code\n");
      for (let bytes = 0; bytes < 10 * MB; bytes += 64 * 1024) {
        sent[time] = bytes;
        yield Buffer.alloc(64 * 1024, "x");
      }
    }
    const asked = read(() => longLine());
    await expect(asked).rejects.toThrow(/^Line 2 is longer than 20,000/);
    // Only its sentence may look at the rest, for a quotation mark that was never closed.
    expect(sent).toHaveLength(2);
    expect(sent[0]).toBeLessThan(MB);
  });

  it("of quotation marks, separators or line ends only is read or refused within its lines' limit", async () => {
    for (const [sign, sentence] of [
      ['"', /longer than|never closed/],
      [",", /^Line 1 has more than 20,000 columns/],
      [`"\n"${",".repeat(99)}`, /^Line \d+ has more than 20,000 columns/],
      ['a"', /longer than/],
      ["\n", /only separators/],
      ["\0", /longer than/],
    ] as const) {
      await expect(read(() => repeat(Buffer.alloc(MB, sign), 8))).rejects.toThrow(sentence);
    }
  });

  it("that takes too long is stopped with a sentence", async () => {
    await expect(read(() => repeat(Buffer.alloc(MB, "a\n"), 4), { longestMs: -1 })).rejects.toThrow(
      /took too long to read/,
    );
  });

  it("of a million lines is never in memory as a whole", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const held = () => {
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    // Many lines at once, as a database gives them back: they must not all become cells at once.
    const piece = Buffer.from(Array.from({ length: 250_000 }, (_, n) => `CODE-${n},Ada Brook,2099-01-01\r\n`).join(""));
    const idle = held();
    let [lines, most] = [0, 0];
    for await (const some of readLines({ open: () => repeat(piece, 4), format: utf8, mostLines: 2_000_000 })) {
      lines += some.length;
      if (lines % 200_000 === 0) most = Math.max(most, held() - idle);
    }
    expect(lines).toBe(1_000_000);
    expect(most).toBeLessThan(20 * MB);
  });
});

describe("readFirstLines", () => {
  const format = { encoding: "utf-8", separator: "," } as const;

  it("reads what there is of a beginning that was cut", () => {
    const head = bytes("a,b\n\nc,d\ne,f\ng,");
    expect(readFirstLines({ head, format, count: 2 })).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 3, cells: ["c", "d"] },
    ]);
  });

  it("is empty for what cannot be read", () => {
    expect(readFirstLines({ head: bytes('a,"b'), format, count: 2 })).toEqual([]);
  });

  it("knows workbooks by their first bytes", () => {
    expect([isZip(Buffer.from("PK\u0003\u0004")), isZip(Buffer.from("PK")), isZip(bytes("code\n"))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
