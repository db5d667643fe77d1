import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { contentDisposition } from "@/lib/content-disposition";

/**
 * Answers with a table as CSV while it is read, some rows at a time, so that a million of them need no memory. Every cell is quoted, and what a
 * spreadsheet would take for a formula is defused by an apostrophe. It begins with a byte order mark: Excel would guess the encoding.
 */
export function sendCsv({ rows, fileName }: { rows: AsyncIterable<string[][]>; fileName: string }): Response {
  const body = Readable.toWeb(Readable.from(write(rows), { objectMode: false })) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": contentDisposition("attachment", fileName),
      "Cache-Control": "private, no-store",
    },
  });
}

async function* write(rows: AsyncIterable<string[][]>): AsyncGenerator<Buffer> {
  yield Buffer.from("\ufeff");
  for await (const some of rows) {
    yield Buffer.from(stringify(some, { quoted: true, escape_formulas: true, record_delimiter: "windows" }));
  }
}
