import { separatorWords } from "@/lib/tables/find-separator";
import type { TableLine } from "@/lib/tables/read-lines";
import type { FileFormat } from "./schema";

/** Where an import stands, from its upload to its end. */
export type ImportState =
  | "UPLOADING"
  | "UPLOADED"
  | "CHECKING"
  | "CHECKED"
  | "RUNNING"
  | "DONE"
  | "FAILED"
  | "UNDOING"
  | "UNDONE";

/** The job that works on an import of a kind in a state; null where none does. */
export function taskOf(kind: "CODES" | "ROSTER", state: ImportState): string | null {
  const name = kind === "CODES" ? "codes" : "roster";
  switch (state) {
    case "CHECKING":
      return `check-${name}`;
    case "RUNNING":
      return `import-${name}`;
    case "UNDOING":
      return `undo-${name}-import`;
    default:
      return null;
  }
}

/** From where a dry run may begin: again with other columns, too. */
export const CHECKABLE: readonly ImportState[] = ["UPLOADED", "CHECKED"];

/** From where a file may be read with another encoding or separator, as long as it is kept. */
export const REREADABLE: readonly ImportState[] = ["UPLOADED", "CHECKED", "FAILED"];

/** What may be thrown away: nothing of it has been taken in. A check may never end, so nobody has to wait for it. */
export const DISCARDABLE: readonly ImportState[] = ["UPLOADING", "UPLOADED", "CHECKING", "CHECKED", "FAILED"];

/** Limits of a file by what is in it: bytes as it comes in, and lines. */
export const LIMITS = {
  CODES: { bytes: 200 * 1024 * 1024, lines: 2_000_000 },
  ROSTER: { bytes: 25 * 1024 * 1024, lines: 200_000 },
} as const;

/** Says how the file was read: "UTF-8 with commas", "an Excel workbook". */
export function describeFormat({ source, encoding, separator }: FileFormat): string {
  return source === "workbook"
    ? "the first sheet of an Excel workbook"
    : `${ENCODINGS[encoding]} with ${separatorWords[separator]}`;
}

/** The encodings that can be chosen by hand, by name. What is recognised by itself is one of the first four. */
export const ENCODINGS: Record<FileFormat["encoding"], string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16 (big-endian)",
  "windows-1252": "Windows-1252",
  "windows-1250": "Windows-1250",
  "windows-1251": "Windows-1251",
  macintosh: "Mac OS Roman",
};

/** "E-Mail Address" and "email_address" are the same name of a column. */
export function plainName(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}

/** How many columns a table has, by its first lines. */
export function countColumns(lines: readonly TableLine[]): number {
  return lines.reduce((most, { cells }) => Math.max(most, cells.length), 0);
}

/**
 * A cell of a file with codes as a page may show it. Words of ten signs and more, and shorter ones with a digit, may be codes: of those no
 * more than the last two signs are left. Amounts, days and addresses stay.
 */
export function maskCell(cell: string): string {
  return cell
    .split(/(\s+)/)
    .map((word) => (mayBeCode(word) ? maskCode(word) : word))
    .join("");
}

/** The title of a column as a page may show it: words of letters are none of a code there, and what has a digit in it may be one after all. */
export function maskTitle(cell: string): string {
  return cell
    .split(/(\s+)/)
    .map((word) => (/\d/.test(word) && mayBeCode(word) ? maskCode(word) : word))
    .join("");
}

/** A code as it may be shown: nothing of a short one, the last two signs of others. */
export function maskCode(code: string): string {
  return code === "" ? "" : `•••${code.length >= 8 ? code.slice(-2) : ""}`;
}

function mayBeCode(word: string): boolean {
  if (/^[\d.,:/$€£-]{1,10}$/.test(word) || /^[^@\s]+@[^@\s]+$/.test(word)) return false;
  return word.length >= 10 || (word.length >= 4 && /\d/.test(word));
}

/** What is wrong with a form before it is sent: it has neither a file nor lines, or both. Null when nothing is. */
export function judgeSending({ hasFile, hasLines }: { hasFile: boolean; hasLines: boolean }): string | null {
  if (hasFile === hasLines) return hasFile ? SENT_BOTH : SENT_NOTHING;
  return null;
}

const SENT_NOTHING = "Choose a file, or paste the lines into the box below.";
/** Which of the two was meant is not for the portal to guess. */
export const SENT_BOTH = "You chose a file and pasted lines as well. Send one of the two.";

/** What stands above the form that sends a file: why the last one was not taken, if so. `refused` comes from the address. */
export function sayProblem(refused: string | string[] | undefined, problem: string | null): string | null {
  return refused === "no-file" ? SENT_NOTHING : problem;
}
