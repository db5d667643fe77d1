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

const COPIED = 4_000;

/**
 * Copies rows that `writeRow` wrote into a table, some thousand at a time: some are sent while the next ones are made. `target` is "table (column, …)";
 * `tell` hears how many have arrived. Each copy is a statement of its own, so that no long one holds up the tidying of other tables.
 */
export function startCopying({
  pool,
  target,
  tell,
}: {
  pool: Database["pool"];
  target: string;
  tell: (copied: number) => Promise<void>;
}) {
  // Bytes, not strings: what lives until it is copied is then out of the way of the collection of garbage.
  let rows: Buffer[] = [];
  let held = 0;
  let copying = Promise.resolve();
  let sent = 0;
  const send = async () => {
    await copying;
    const full = rows;
    sent += held;
    rows = [];
    held = 0;
    const copied = sent;
    copying = copyRows(pool, { target, rows: full }).then(() => tell(copied));
    // Its failure is met at the next copy or at the end.
    copying.catch(() => {});
  };
  return {
    async add(more: readonly string[]): Promise<void> {
      rows.push(Buffer.from(more.join("")));
      held += more.length;
      if (held >= COPIED) await send();
    },
    /** Sends the rest, waits for it, and answers with the number of rows. */
    async end(): Promise<number> {
      await send();
      await copying;
      return sent;
    },
  };
}

async function copyRows(pool: Database["pool"], { target, rows }: { target: string; rows: Buffer[] }): Promise<void> {
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
