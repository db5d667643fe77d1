import { crc32, deflateRawSync } from "node:zlib";
import { expect, it, vi } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { readWorkbook } from "./read-workbook";

vi.setConfig({ testTimeout: 120_000 });

it("reads the first sheet as CSV: texts, numbers, days, blank rows and quotation marks", async () => {
  const day = { value: new Date(Date.UTC(2099, 2, 31)), type: Date, format: "dd/mm/yyyy" } as const;
  const bytes = await writeExcelFile([
    [{ value: "Code" }, { value: "Amount" }, { value: "Until" }],
    [{ value: 'AB"12' }, { value: 99.5 }, day],
    [],
    [{ value: "Zoë" }],
  ]).toBuffer();
  const read = await readWorkbook(bytes);
  expect(read.ok && read.csv.toString().split("\r\n")).toEqual([
    '"Code","Amount","Until"',
    '"AB""12","99.5","2099-03-31"',
    expect.stringMatching(/^("",?)*$/),
    expect.stringMatching(/^"Zoë"/),
    "",
  ]);
});

it("refuses what only begins like a workbook", async () => {
  for (const bytes of [Buffer.from("PK\u0003\u0004 and nothing more"), zipOf([["word/document.xml", "<x/>"]])]) {
    const read = await readWorkbook(bytes);
    expect(read.ok ? "" : read.sentence).toMatch(/cannot be read as one/);
  }
});

const MB = 1024 * 1024;

it.each([
  ["in one entry", zipOf([["xl/worksheets/sheet1.xml", Buffer.alloc(120 * MB)]])],
  // Each is too small for anybody to ask how tightly it is packed.
  [
    "in a hundred and twenty",
    zipOf(Array.from({ length: 120 }, (_, n): [string, Buffer] => [`xl/media/${n}.png`, Buffer.alloc(MB)])),
  ],
])(
  "stops unpacking where an archive grows beyond its limit %s, whatever size it says it has (T13)",
  async (_, bomb) => {
    expect(bomb.length).toBeLessThan(MB);
    const read = await readWorkbook(bomb);
    expect(read.ok ? "" : read.sentence).toMatch(/too large once it is unpacked/);
  },
);

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const OFFICE = "http://schemas.openxmlformats.org";

/** The smallest workbook there is, with this in its only sheet. */
function bookOf(rows: string, { before = "", more = [] as [string, Buffer | string][] } = {}): Buffer {
  const relation = (type: string, target: string) =>
    `${HEAD}<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  return zipOf([
    ["[Content_Types].xml", `${HEAD}<Types xmlns="${OFFICE}/package/2006/content-types"/>`],
    ["_rels/.rels", relation("officeDocument", "xl/workbook.xml")],
    ["xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")],
    [
      "xl/workbook.xml",
      `${HEAD}<workbook xmlns="${OFFICE}/spreadsheetml/2006/main" xmlns:r="${OFFICE}/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/worksheets/sheet1.xml",
      `${HEAD}${before}<worksheet xmlns="${OFFICE}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    ],
    ...more,
  ]);
}

const cell = (at: string, text: string) =>
  `<row r="${at.replace(/\D/g, "")}"><c r="${at}" t="inlineStr"><is><t>${text}</t></is></c></row>`;

it("reads a workbook of the hostile kind where nothing hostile is in it (T13)", async () => {
  const read = await readWorkbook(bookOf(cell("A1", "CODE-1")));
  expect(read.ok && read.csv.toString()).toBe('"CODE-1"\r\n');
});

const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from("bcdefghij", (name, n) => `<!ENTITY ${name} "${`&${"abcdefghi"[n]};`.repeat(10)}">`).join("")}]>`;

it.each([
  ["entities that multiply", bookOf(cell("A1", "&j;"), { before: LAUGHS }), /cannot be read as one/],
  [
    "an entity that would be fetched",
    bookOf(cell("A1", "&a;"), { before: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' }),
    /cannot be read as one/,
  ],
  ["a cell in the last corner", bookOf(cell("A1", "a") + cell("A1048576", "z")), /more than 100,000 rows/],
  ["a cell in the last column", bookOf(cell("A1", "a") + cell("XFD2", "z")), /too large once/],
  [
    "thousands of entries",
    bookOf(cell("A1", "a"), { more: Array.from({ length: 3_000 }, (_, n) => [`xl/${n}.xml`, "<x/>"]) }),
    /too large once/,
  ],
  [
    "an entry that packs a thousandfold",
    bookOf(cell("A1", "a"), { more: [["xl/media/image1.png", Buffer.alloc(20 * 1024 * 1024)]] }),
    /too large once/,
  ],
  [
    "a hundred archives' ends",
    Buffer.concat([bookOf(cell("A1", "a")).subarray(0, -22), Buffer.alloc(40, "PK\u0005\u0006")]),
    /cannot be read/,
  ],
])("survives a workbook with %s (T13)", async (_, bytes, sentence) => {
  const read = await readWorkbook(bytes);
  expect(read.ok ? "read" : read.sentence).toMatch(sentence);
});

/** An archive. Large entries say that they unpack to ten bytes. */
function zipOf(entries: [name: string, content: Buffer | string][]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, content] of entries) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32?.(bytes) ?? 0, 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(bytes.length > MB ? 10 : bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), about, Buffer.from(name), packed]);
    locals.push(local);
    centrals.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), about, place, Buffer.from(name)]));
    at += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}
