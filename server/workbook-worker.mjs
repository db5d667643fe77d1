// A thread of its own for Excel workbooks (server/read-workbook.ts). Plain JavaScript, because Node starts it from the file as it stands.
import { parentPort, workerData } from "node:worker_threads";
import { inflateRawSync } from "node:zlib";
import { readSheet } from "read-excel-file/node";

const MOST_UNPACKED = 100 * 1024 * 1024;
const MOST_ROWS = 100_000;

const bytes = Buffer.from(workerData.bytes.buffer, workerData.bytes.byteOffset, workerData.bytes.byteLength);
parentPort?.postMessage(await read(bytes));

async function read(file) {
  if (!isBounded(file)) return { reason: "too-large" };
  const rows = await readSheet(file);
  if (rows.length > MOST_ROWS) return { reason: "too-many-rows" };
  return { csv: new Uint8Array(Buffer.from(rows.map(writeRow).join(""))) };
}

/** Unpacks every entry of the archive, whatever size it says it has, and stops as soon as all are too large together. */
function isBounded(file) {
  const end = file.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  if (end < 0) throw new Error("no archive");
  let left = MOST_UNPACKED;
  let at = file.readUInt32LE(end + 16);
  for (let entries = file.readUInt16LE(end + 10); entries > 0; entries -= 1) {
    const isDeflated = file.readUInt16LE(at + 10) === 8;
    const packed = file.readUInt32LE(at + 20);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    try {
      const entry = file.subarray(start, start + packed);
      left -= isDeflated ? inflateRawSync(entry, { maxOutputLength: Math.max(left, 1) }).length : packed;
    } catch (error) {
      if (error?.code === "ERR_BUFFER_TOO_LARGE") return false;
      throw error;
    }
    if (left <= 0) return false;
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return true;
}

function writeRow(row) {
  return `${row.map((cell) => `"${writeCell(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function writeCell(cell) {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().replace("T00:00:00.000Z", "") : String(cell);
}
