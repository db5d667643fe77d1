import { join } from "node:path";
import { Worker } from "node:worker_threads";

const LONGEST_MS = 60_000;
const MOST_MEMORY_MB = 700;

/** The largest workbook that is read, in bytes as it comes in. Larger tables come as CSV. */
export const LARGEST_WORKBOOK = 10 * 1024 * 1024;

/** The first sheet of a workbook as CSV in UTF-8, or a sentence on why it is none. */
export type ReadWorkbook = { ok: true; csv: Buffer } | { ok: false; sentence: string };

const REFUSALS: Record<string, string> = {
  "too-large":
    "This workbook is too large once it is unpacked. In Excel choose “Save as”, then CSV (UTF-8), and upload that file.",
  "too-many-rows":
    "The first sheet has more than 100,000 rows. In Excel choose “Save as”, then CSV (UTF-8), and upload that file.",
  "no-workbook":
    "This looks like an Excel file, but it cannot be read as one. In Excel choose “Save as”, then CSV (UTF-8), and upload that file.",
};

/**
 * Reads the first sheet of an Excel workbook (XLSX), every row as a line, days as 2026-11-24. It happens in a thread of its own, because it
 * takes long and because a hostile file is stopped with its thread: 100 MB unpacked, 100,000 rows, one minute at most.
 */
export function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  return new Promise((resolve) => {
    const refuse = (reason: string) =>
      resolve({ ok: false, sentence: REFUSALS[reason] ?? REFUSALS["no-workbook"] ?? "" });
    const worker = new Worker(join(process.cwd(), "server/workbook-worker.mjs"), {
      workerData: { bytes: new Uint8Array(bytes) },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      // A loader or a profiler of this process is none of the thread's business.
      execArgv: [],
    });
    const timer = setTimeout(() => {
      refuse("too-large");
      void worker.terminate();
    }, LONGEST_MS);
    worker.once("message", ({ csv, reason }: { csv?: Uint8Array; reason?: string }) =>
      csv ? resolve({ ok: true, csv: Buffer.from(csv.buffer, csv.byteOffset, csv.byteLength) }) : refuse(reason ?? ""),
    );
    worker.once("error", () => refuse("no-workbook"));
    worker.once("exit", () => {
      clearTimeout(timer);
      refuse("no-workbook");
    });
  });
}
