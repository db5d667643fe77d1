// A program for Excel workbooks (server/read-workbook.ts), run by server/apart/read-apart.ts.
import { inflateRawSync } from "node:zlib";
import { readSheet } from "read-excel-file/node";
import { answer } from "./answer.mjs";

const MOST_UNPACKED = 100 * 1024 * 1024;
const MOST_ENTRIES = 2_000;
const MOST_ROWS = 100_000;
const MOST_CSV = 50 * 1024 * 1024;
/** A hundred blank cells in a row pack to a fiftieth; what packs to less is no table. Small entries may. */
const MOST_RATIO = 200;
const SMALL = 1024 * 1024;
/** The last column that may hold something: ALL is the thousandth. The reader makes a full table of what a single cell far out spans. */
const LAST_COLUMN = "ALL";

await answer(async ({ bytes }) => {
  const reason = judgeArchive(bytes);
  if (reason) return { reason };
  const rows = await readSheet(bytes);
  if (rows.length > MOST_ROWS) return { reason: "too-many-rows" };
  const lines = [];
  let size = 0;
  for (const row of rows) {
    const line = writeRow(row);
    size += line.length;
    if (size > MOST_CSV) return { reason: "too-large" };
    lines.push(line);
  }
  return { files: [Buffer.from(lines.join(""))] };
});

/** Unpacks every entry of the archive, whatever size it says it has, and stops as soon as it is too large. Null where nothing is wrong. */
function judgeArchive(file) {
  const end = file.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  if (end < 0) return "no-workbook";
  const entries = file.readUInt16LE(end + 10);
  if (entries > MOST_ENTRIES) return "too-large";
  let left = MOST_UNPACKED;
  let at = file.readUInt32LE(end + 16);
  for (let number = 0; number < entries; number += 1) {
    const isDeflated = file.readUInt16LE(at + 10) === 8;
    const packed = file.readUInt32LE(at + 20);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const entry = unpack({ entry: file.subarray(start, start + packed), isDeflated, left });
    if (entry === null || (entry.length > SMALL && entry.length > packed * MOST_RATIO)) return "too-large";
    // Office writes no document type; what has one wants its entities to be multiplied or fetched.
    if (entry.subarray(0, 64 * 1024).includes("<!DOCTYPE") || entry.includes("<!ENTITY")) return "no-workbook";
    const name = file.toString("utf8", at + 46, at + 46 + file.readUInt16LE(at + 28));
    const spread = name.startsWith("xl/worksheets/") ? judgeSpread(entry) : null;
    if (spread) return spread;
    left -= entry.length;
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return null;
}

/** Whether a cell of a sheet lies too far out. */
function judgeSpread(sheet) {
  for (const [, column, row] of sheet.toString("latin1").matchAll(/ r="([A-Z]{1,3})(\d{1,7})"/g)) {
    if (Number(row) > MOST_ROWS) return "too-many-rows";
    if (column.length > LAST_COLUMN.length || (column.length === LAST_COLUMN.length && column > LAST_COLUMN))
      return "too-large";
  }
  return null;
}

function unpack({ entry, isDeflated, left }) {
  if (!isDeflated) return entry.length > left ? null : entry;
  try {
    return inflateRawSync(entry, { maxOutputLength: Math.max(left, 1) });
  } catch (error) {
    if (error?.code === "ERR_BUFFER_TOO_LARGE") return null;
    throw error;
  }
}

function writeRow(row) {
  return `${row.map((cell) => `"${writeCell(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function writeCell(cell) {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().replace("T00:00:00.000Z", "") : String(cell);
}
