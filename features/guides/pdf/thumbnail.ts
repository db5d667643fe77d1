import { join } from "node:path";
import { Worker } from "node:worker_threads";

const LONGEST_MS = 30_000;
const MOST_MEMORY_MB = 512;

/**
 * The first page of any PDF as a PNG, `width × scale` pixels wide, on white. Throws when the bytes are no PDF, are protected by
 * a password, when the page is out of all proportion, or when drawing takes more than half a minute or half a gigabyte. Scripts
 * and external files of the PDF are not run or fetched.
 */
export function renderFirstPage({
  pdf,
  width,
  scale = 1,
}: {
  pdf: Uint8Array;
  width: number;
  scale?: number;
}): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(process.cwd(), "server/first-page-worker.mjs"), {
      workerData: { pdf: new Uint8Array(pdf), width: width * scale },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      // A loader or a profiler of this process is none of the thread's business.
      execArgv: [],
    });
    const timer = setTimeout(() => {
      reject(new Error("Drawing the first page took too long."));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(new Error("The first page could not be drawn."));
    });
  });
}
