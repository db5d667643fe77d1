import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { decodeText } from "./decode-text";
import { findSeparator } from "./find-separator";

/** One line of a table: its number in the file, counted from 1, and its cells as they stand, with blanks trimmed. */
export type TableLine = { line: number; cells: string[] };

/** A table, or a sentence on why the input is none. Blank lines are left out; the others keep their numbers. */
export type ReadTable =
  | { ok: true; lines: TableLine[]; columns: number; encoding: string; separator: string }
  | { ok: false; sentence: string };

/** More lines than this are refused for now: a report of them would not be read by anybody. */
export const MOST_LINES = 100_000;
/** A longer line is a sign that the file is something else, or that a quotation mark was never closed. In characters. */
export const LONGEST_LINE = 20_000;
const MOST_COLUMNS = 200;

const NAMES = { ",": "commas", ";": "semicolons", "\t": "tabs" } as const;

/**
 * Reads CSV with commas, semicolons or tabs, with or without quotation marks, in any of the usual encodings and with any mix of line
 * ends. Refuses, with a sentence: what is no text, nothing at all, a quotation mark that is never closed, a line of more than
 * `LONGEST_LINE` characters, more than `MOST_LINES` lines. The same bytes always give the same answer.
 */
export function readTable(bytes: Uint8Array): ReadTable {
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    return decoded;
  }
  if (decoded.text.trim() === "") {
    return { ok: false, sentence: "There is nothing in it: the file or the pasted text is empty. Choose another one." };
  }
  const separator = findSeparator(decoded.text) ?? ",";
  try {
    const lines = splitLines(decoded.text, separator);
    return (
      judge(lines) ?? {
        ok: true,
        lines,
        columns: lines.reduce((most, { cells }) => Math.max(most, cells.length), 0),
        encoding: decoded.encoding,
        separator: NAMES[separator],
      }
    );
  } catch (error) {
    return { ok: false, sentence: explain(error, decoded.text) };
  }
}

type CsvRecord = { record: string[]; info: { lines: number } };

function splitLines(text: string, separator: string): TableLine[] {
  const records = parse(text, {
    info: true,
    delimiter: separator,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_LINE,
    to: MOST_LINES + 1,
  }) as unknown as CsvRecord[];
  let line = 1;
  const lines: TableLine[] = [];
  for (const { record, info } of records) {
    const cells = record.map((cell) => cell.trim());
    if (cells.some((cell) => cell !== "")) {
      lines.push({ line, cells });
    }
    // csv-parse counts the lines that it has read; a quoted cell may run over several of them.
    line = info.lines + 1;
  }
  return lines;
}

function judge(lines: TableLine[]): { ok: false; sentence: string } | null {
  if (lines.length === 0) {
    return {
      ok: false,
      sentence: "There are only separators in it and no text. Choose another file, or paste the lines again.",
    };
  }
  if (lines.length > MOST_LINES) {
    return {
      ok: false,
      sentence: `There are more than ${MOST_LINES.toLocaleString("en")} lines in it. Split it into several files and import one after the other.`,
    };
  }
  const long = lines.find(({ cells }) => cells.reduce((length, cell) => length + cell.length, 0) > LONGEST_LINE);
  if (long) {
    return { ok: false, sentence: sayTooLong(long.line) };
  }
  const wide = lines.find(({ cells }) => cells.length > MOST_COLUMNS);
  return wide
    ? {
        ok: false,
        sentence: `Line ${wide.line} has ${wide.cells.length} columns, more than the ${MOST_COLUMNS} that are read. Leave out those that are not needed.`,
      }
    : null;
}

function sayTooLong(line: number): string {
  return `Line ${line} is longer than ${LONGEST_LINE.toLocaleString("en")} characters, which no roster and no list of codes needs. Look at that line, mend it, then try again.`;
}

function explain(error: unknown, text: string): string {
  if (!(error instanceof CsvError)) {
    throw error;
  }
  const open = findOpenQuote(text);
  if (open !== null) {
    return `On line ${open} a quotation mark (") is opened and never closed, so it is not clear where that cell ends. Close it or take it out, then try again.`;
  }
  const line = typeof error.lines === "number" ? error.lines : 1;
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return sayTooLong(line);
  }
  return `The table cannot be read at line ${line}. Save it as CSV (UTF-8) once more, then try again.`;
}

/** The line on which the last quotation mark without a partner stands; null when all have one. */
function findOpenQuote(text: string): number | null {
  let line = 1;
  let openedOn: number | null = null;
  for (const mark of text.matchAll(/"|\r\n|\n|\r/g)) {
    if (mark[0] === '"') {
      openedOn = openedOn === null ? line : null;
    } else {
      line += 1;
    }
  }
  return openedOn;
}
