import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Options, type Parser, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import iconv from "iconv-lite";
import type { TextFormat } from "./sniff-text";

/** One line of a table: its number in the file, counted from 1, and its cells as they stand, with blanks trimmed. */
export type TableLine = { line: number; cells: string[] };

/** A longer line is a sign that the file is something else, or that a quotation mark was never closed. In characters. */
export const LONGEST_LINE = 20_000;
const MOST_COLUMNS = 200;
/** Blank cells at the end of a line are no columns, but are held all the same. */
const MOST_CELLS = 20_000;
/** Two million lines take minutes. What takes longer holds up everybody else's files. */
const LONGEST_MS = 30 * 60_000;

/** Thrown while a table is read: it is none. The message is a sentence for whoever sent it, without anything of the file. */
export class UnreadableTable extends Error {
  override name = "UnreadableTable";
}

const LINE_END = /\r\n|\n|\r/g;
const BATCH = 1_000;
const PIECE = 16 * 1024;

const csvOptions = ({ separator }: TextFormat): Options => ({
  bom: true,
  delimiter: separator,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: LONGEST_LINE,
});

/**
 * Reads a table from a stream of bytes, some lines at a time: with or without quotation marks, in any of the usual encodings and with any
 * mix of line ends. Blank lines are left out; the others keep their numbers. `open` begins the stream, and again when a fault has to be
 * explained. Throws `UnreadableTable` for a table without text, an open quotation mark, a line that is too long or too wide, more than
 * `mostLines` lines, and when more than `longestMs` milliseconds have gone by, whoever took them.
 */
export async function* readLines({
  open,
  format,
  mostLines,
  longestMs = LONGEST_MS,
}: {
  open: () => AsyncIterable<Uint8Array>;
  format: TextFormat;
  mostLines: number;
  longestMs?: number;
}): AsyncGenerator<TableLine[]> {
  const end = performance.now() + longestMs;
  const parser = parse(csvOptions(format));
  // Its failure is the parser's failure, which the loop meets.
  pipeline(Readable.from(refuseWide(decode(open(), format), parser)), parser).catch(() => {});
  const numbered = numberLines();
  let batch: TableLine[] = [];
  let found = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      const line = numbered(record);
      if (!line) continue;
      found += 1;
      refuseLine(line, found, mostLines);
      batch.push(line);
      if (batch.length === BATCH) {
        if (performance.now() > end) throw new UnreadableTable(TOO_LONG);
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? await explain(error, decode(open(), format)) : error;
  }
  if (found === 0) {
    throw new UnreadableTable(
      "There are only separators in it and no text. Choose another file, or paste the lines again.",
    );
  }
  if (batch.length > 0) yield batch;
}

/** The first lines of a table, from the first bytes of its file; none where they cannot be read. */
export function readFirstLines({
  head,
  format,
  count,
}: {
  head: Uint8Array;
  format: TextFormat;
  count: number;
}): TableLine[] {
  try {
    const text = iconv.decode(Buffer.from(head), format.encoding);
    const records = parseAtOnce(text, { ...csvOptions(format), to: count * 2 }) as unknown as string[][];
    const numbered = numberLines();
    return records.flatMap((record) => numbered(record) ?? []).slice(0, count);
  } catch {
    return [];
  }
}

async function* decode(bytes: AsyncIterable<Uint8Array>, { encoding }: TextFormat): AsyncGenerator<Uint8Array> {
  const decoder = encoding === "utf-8" ? null : iconv.getDecoder(encoding);
  for await (const piece of bytes) {
    // The parser turns all that it is handed into lines at once; small pieces let them go before the next ones are made.
    for (let at = 0; at < piece.length; at += PIECE) {
      const part = piece.subarray(at, at + PIECE);
      const text = decoder ? Buffer.from(decoder.write(Buffer.from(part))) : part;
      if (text.length > 0) yield text;
    }
  }
  const rest = decoder?.end();
  if (rest) yield Buffer.from(rest);
}

/**
 * csv-parse limits what stands in a record's cells and not their number: a file of 200 MB of commas would be one array of so many cells. How many
 * it holds of a record that has not ended is in its state, which is not part of its description; a test tells when that changes.
 */
async function* refuseWide(pieces: AsyncIterable<Uint8Array>, parser: Parser): AsyncGenerator<Uint8Array> {
  const { state } = parser as Parser & { state: { record: unknown[] } };
  for await (const piece of pieces) {
    if (state.record.length > MOST_CELLS) {
      throw new UnreadableTable(
        `Line ${parser.info.lines} has more than ${MOST_CELLS.toLocaleString("en")} columns. Leave out those that are not needed.`,
      );
    }
    yield piece;
  }
}

/** Counts lines along with the records: a quoted cell may run over several of them. */
function numberLines() {
  let next = 1;
  return (record: readonly string[]): TableLine | null => {
    const line = next;
    next += 1;
    let filled = false;
    const cells = record.map((cell) => {
      if (cell.includes("\n") || cell.includes("\r")) next += cell.match(LINE_END)?.length ?? 0;
      const trimmed = cell.trim();
      filled ||= trimmed !== "";
      return trimmed;
    });
    return filled ? { line, cells } : null;
  };
}

function refuseLine({ line, cells }: TableLine, found: number, mostLines: number): void {
  if (found > mostLines) {
    throw new UnreadableTable(
      `There are more than ${mostLines.toLocaleString("en")} lines in it. Split it into several files and import one after the other.`,
    );
  }
  if (cells.length > MOST_COLUMNS) {
    throw new UnreadableTable(
      `Line ${line} has ${cells.length} columns, more than the ${MOST_COLUMNS} that are read. Leave out those that are not needed.`,
    );
  }
  if (cells.reduce((length, cell) => length + cell.length, 0) > LONGEST_LINE) {
    throw new UnreadableTable(sayTooLong(line));
  }
}

const TOO_LONG =
  "This file took too long to read, so that reading it was stopped. Split it into several files and import one after the other.";

function sayTooLong(line: number): string {
  return `Line ${line} is longer than ${LONGEST_LINE.toLocaleString("en")} characters, which no roster and no list of codes needs. Look at that line, mend it, then try again.`;
}

async function explain(error: CsvError, text: AsyncIterable<Uint8Array>): Promise<UnreadableTable> {
  const open = await findOpenQuote(text);
  if (open !== null) {
    return new UnreadableTable(
      `On line ${open} a quotation mark (") is opened and never closed, so it is not clear where that cell ends. Close it or take it out, then try again.`,
    );
  }
  const line = typeof error.lines === "number" ? error.lines : 1;
  return new UnreadableTable(
    error.code === "CSV_MAX_RECORD_SIZE"
      ? sayTooLong(line)
      : `The table cannot be read at line ${line}. Save it as CSV (UTF-8) once more, then try again.`,
  );
}

/** The line on which the last quotation mark without a partner stands; null when all have one. */
async function findOpenQuote(bytes: AsyncIterable<Uint8Array>): Promise<number | null> {
  let line = 1;
  let openedOn: number | null = null;
  let endsInReturn = false;
  for await (const piece of bytes) {
    for (const byte of piece) {
      if (byte === 0x22) openedOn = openedOn === null ? line : null;
      if (byte === 0x0d || (byte === 0x0a && !endsInReturn)) line += 1;
      endsInReturn = byte === 0x0d;
    }
  }
  return openedOn;
}
