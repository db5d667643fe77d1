import { stringify } from "csv-stringify/sync";

export type CsvCell = string | number | null;

/** Excel takes a file without it for one in the old encoding of its own country. */
export const BYTE_ORDER_MARK = "\ufeff";

/** With one of these in front a spreadsheet takes a cell for a formula; the last four are their wide forms. */
export const FORMULA_SIGNS = ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"] as const;

/**
 * Rows as lines of CSV: every cell quoted, and one that a spreadsheet would take for a formula with an apostrophe before it. Lists that PostgreSQL
 * writes by itself follow the same rule in SQL (features/reports/exports/queries.ts).
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(rows as CsvCell[][], { quoted: true, escape_formulas: true });
}
