import type { TableLine } from "@/lib/tables/read-table";

/** The longest code that a line may hold, in characters. */
export const LONGEST_CODE = 256;

/**
 * The form of a code that its fingerprint is made of (T22): compatibility characters made plain (NFKC), without spaces, dashes and invisible
 * characters, in capitals. So the same code is recognised however somebody typed or pasted it. Two codes that differ only in these would
 * count as one, which loses a code and never gives one away twice. The code itself is stored as `readCode` reads it.
 */
export function normaliseCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Z}\s\p{Pd}\p{C}]/gu, "")
    .toUpperCase();
}

/**
 * Reads a cell as a code: trimmed, with compatibility characters such as full-width letters made plain. Refuses what cannot be one: nothing,
 * more than `LONGEST_CODE` characters, a space inside, control and invisible characters, and letters that only look like plain ones.
 */
export function readCode(cell: string): { ok: true; code: string } | { ok: false; problem: string } {
  const code = cell.normalize("NFKC").trim();
  if (code === "") {
    return refuse("There is no code on this line.");
  }
  if (code.length > LONGEST_CODE) {
    return refuse(`A code has at most ${LONGEST_CODE} characters; this has ${code.length.toLocaleString("en")}.`);
  }
  if (/[\p{Cc}\p{Cf}]/u.test(code)) {
    return refuse("There is a control character or another invisible character in it.");
  }
  if (/\s/.test(code)) {
    return refuse("There is a space inside. A code is one word; put other things into columns of their own.");
  }
  if (!/^[\u0021-\u007e]+$/.test(code)) {
    return refuse(
      "There is a letter in it that is not one of A to Z. It may only look like one, or the file was saved in a wrong encoding.",
    );
  }
  return normaliseCode(code) === "" ? refuse("There are only dashes on this line.") : { ok: true, code };
}

function refuse(problem: string) {
  return { ok: false, problem } as const;
}

const CODE_NAMES = [
  "code",
  "codes",
  "creditcode",
  "creditcodes",
  "promocode",
  "promotioncode",
  "promotionalcode",
  "promotionalcredit",
  "couponcode",
  "coupon",
  "voucher",
  "vouchercode",
  "claimcode",
  "redemptioncode",
];

/**
 * Finds the column of codes: by its name in the first line, or the only column there is. Says what to do where several columns have no such
 * name, because a wrong guess would hand out order numbers.
 */
export function findCodeColumn({
  lines,
  columns,
}: {
  lines: readonly TableLine[];
  columns: number;
}): { ok: true; column: number; header: boolean } | { ok: false; sentence: string } {
  const names = (lines[0]?.cells ?? []).map((cell) =>
    cell
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
  );
  const column = names.findIndex((name) => CODE_NAMES.includes(name));
  if (column >= 0) {
    return { ok: true, column, header: true };
  }
  const filled = Array.from({ length: columns }, (_, index) => index).filter((index) =>
    lines.some(({ cells }) => (cells[index] ?? "") !== ""),
  );
  const [only, ...more] = filled;
  if (only !== undefined && more.length === 0) {
    return { ok: true, column: only, header: false };
  }
  return {
    ok: false,
    sentence: `There are ${filled.length} columns, and none is named “code”. Write “code” above the column with the codes, or leave out the other columns.`,
  };
}

/** A code that a line holds, with the fingerprint that tells it from others (hexadecimal), or why the line holds none. */
export type CodeLine = { line: number } & ({ code: string; fingerprint: string } | { code: null; problem: string });

/** What becomes of one line: only `new` codes come in. There is no code in it: `tail` has its last two characters, of long ones only. */
export type CodeReportLine = {
  line: number;
  status: "new" | "repeated" | "here" | "elsewhere" | "malformed";
  length: number;
  tail: string;
  remark: string;
};

/** Reads the codes of a table. `fingerprint` is the keyed hash of a normalised code, as text. */
export function readCodeLines(
  lines: readonly TableLine[],
  { column, header }: { column: number; header: boolean },
  fingerprint: (normalised: string) => string,
): CodeLine[] {
  return lines.slice(header ? 1 : 0).map(({ line, cells }) => {
    const read = readCode(cells[column] ?? "");
    return read.ok
      ? { line, code: read.code, fingerprint: fingerprint(normaliseCode(read.code)) }
      : { line, code: null, problem: read.problem };
  });
}

/**
 * Judges codes line by line, in order. `known` tells for a fingerprint whether the code is in this offer's pool or another's. Adding only: a
 * code that is anywhere already is left alone. The same input always gives the same report.
 */
export function judgeCodes(
  lines: readonly CodeLine[],
  known: ReadonlyMap<string, "here" | "elsewhere">,
): CodeReportLine[] {
  const seen = new Map<string, number>();
  return lines.map((entry) => {
    const { line } = entry;
    if (entry.code === null) {
      return { line, status: "malformed", length: 0, tail: "", remark: entry.problem };
    }
    const shown = { line, length: entry.code.length, tail: entry.code.length >= 8 ? entry.code.slice(-2) : "" };
    const before = seen.get(entry.fingerprint);
    if (before !== undefined) {
      return { ...shown, status: "repeated", remark: `The same code as on line ${before}.` };
    }
    seen.set(entry.fingerprint, line);
    switch (known.get(entry.fingerprint)) {
      case "here":
        return { ...shown, status: "here", remark: "This offer has it already." };
      case "elsewhere":
        return {
          ...shown,
          status: "elsewhere",
          remark: "Another offer has it. A code can be given only once, so it stays there.",
        };
      default:
        return { ...shown, status: "new", remark: "" };
    }
  });
}
