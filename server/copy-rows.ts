import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "./db";

/** What a cell of a copied row may be. Bytes are written as bytea. */
export type Cell = string | number | Buffer | null;

/** Writes a row in the text format of COPY. */
export function writeRow(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join("\t")}\n`;
}

function writeCell(cell: Cell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "number") return String(cell);
  if (typeof cell !== "string") return `\\\\x${cell.toString("hex")}`;
  return /[\\\t\n\r]/.test(cell) ? cell.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? "") : cell;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Copies rows that `writeRow` wrote into a table; `target` is "table (column, …)". All of them or none. */
export async function copyRows(
  pool: Database["pool"],
  { target, rows }: { target: string; rows: string[] },
): Promise<void> {
  const client = await pool.connect();
  try {
    await pipeline(Readable.from(rows), client.query(copyFrom(`COPY ${target} FROM STDIN`)));
    client.release();
  } catch (error) {
    // In the middle of a copy a connection is of no use to anybody else.
    client.release(true);
    throw error;
  }
}
