import { apartSentences, readApart } from "./apart/read-apart";

/** The largest workbook that is read, in bytes as it comes in. Larger tables come as CSV. */
export const LARGEST_WORKBOOK = 10 * 1024 * 1024;

/** The first sheet of a workbook as CSV in UTF-8, or a sentence on why it is none. */
export type ReadWorkbook = { ok: true; csv: Buffer } | { ok: false; sentence: string };

const AS_CSV = "In Excel choose “Save as”, then CSV (UTF-8), and upload that file.";
const NONE = `This looks like an Excel file, but it cannot be read as one. ${AS_CSV}`;
const REFUSALS: Readonly<Record<string, string>> = {
  ...apartSentences,
  "took-too-long": `This workbook took too long to read, so that reading it was stopped. ${AS_CSV}`,
  "took-too-much": `This workbook is too large once it is unpacked. ${AS_CSV}`,
  "too-large": `This workbook is too large once it is unpacked. ${AS_CSV}`,
  "too-many-rows": `The first sheet has more than 100,000 rows. ${AS_CSV}`,
};

/**
 * Reads the first sheet of an Excel workbook (XLSX), every row as a line, days as 2026-11-24. It happens in a process of its own
 * (decision 0028): 2,000 entries, 100 MB unpacked, 100,000 rows, 50 MB of CSV, one minute and 1.5 GB of memory at most. A document type in its
 * XML is refused.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const read = await readApart({ program: "read-workbook", about: {}, bytes, limits: { seconds: 60 } });
  if (!read.ok) return { ok: false, sentence: REFUSALS[read.reason] ?? NONE };
  return { ok: true, csv: read.files[0] ?? Buffer.alloc(0) };
}
