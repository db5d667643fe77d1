import { crc32, deflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { readWorkbook } from "./read-workbook";

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
  for (const bytes of [
    Buffer.from("PK\u0003\u0004 and nothing more"),
    zipOf("word/document.xml", Buffer.from("<x/>")),
  ]) {
    const read = await readWorkbook(bytes);
    expect(read.ok ? "" : read.sentence).toMatch(/cannot be read as one/);
  }
});

it("stops unpacking where an archive grows beyond its limit, whatever size it says it has", async () => {
  const bomb = zipOf("xl/worksheets/sheet1.xml", Buffer.alloc(120 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(1024 * 1024);
  const read = await readWorkbook(bomb);
  expect(read.ok ? "" : read.sentence).toMatch(/too large once it is unpacked/);
});

/** An archive of one entry that says it unpacks to ten bytes. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(crc32?.(content) ?? 0, 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(10, 18);
  about.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), about, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from("PK\u0001\u0002\u0014\u0000"),
    about,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
