import { createWriteStream, existsSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import { SetupProblem } from "@/scripts/setup-problem";

/** Adds a file to the archive; ends when the archive has taken it, so that little is held in memory. */
export type AddEntry = (name: string, bytes: Buffer) => Promise<void>;

/**
 * Writes a compressed archive that only its owner may read: to `FILE.new`, which gets the name when it is whole and on the disk. Refuses to write
 * over a file; leaves nothing behind where it fails.
 */
export async function writeArchive({
  file,
  fill,
}: {
  file: string;
  fill: (add: AddEntry) => Promise<void>;
}): Promise<void> {
  refuseTaken(file);
  const draft = `${file}.new`;
  const archive = pack();
  const target = createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true });
  await openFile(target, draft);
  const writing = pipeline(archive, createGzip({ level: 6 }), target);
  try {
    await Promise.race([
      fill(addTo(archive)),
      writing.then(() => Promise.reject(new Error("the archive ended early"))),
    ]);
    archive.finalize();
    await writing;
    refuseTaken(file);
    await rename(draft, file);
  } catch (error) {
    archive.destroy();
    await writing.catch(() => undefined);
    rmSync(draft, { force: true });
    throw describeFileFailure(error, file);
  }
}

function refuseTaken(file: string): void {
  if (existsSync(file)) {
    throw new SetupProblem(`${file} exists already, and a backup is never written over another. Choose another name.`);
  }
}

function openFile(target: ReturnType<typeof createWriteStream>, draft: string): Promise<void> {
  return new Promise((resolve, reject) => {
    target.once("open", () => resolve());
    target.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EEXIST"
          ? new SetupProblem(
              `${draft} exists: another backup is being written to it, or one was broken off. In that case delete it, and begin again.`,
            )
          : describeFileFailure(error, draft),
      ),
    );
  });
}

function addTo(archive: ReturnType<typeof pack>): AddEntry {
  return (name, bytes) =>
    new Promise((resolve, reject) => {
      const entry = archive.entry({ name, size: bytes.length, mode: 0o600 }, (error) =>
        error ? reject(error) : resolve(),
      );
      entry.end(bytes);
    });
}

function describeFileFailure(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = REASONS[code];
  return reason ? new SetupProblem(`The backup could not be written to ${file}: ${reason}`) : error;
}

const REASONS: Record<string, string | undefined> = {
  ENOENT: "there is no such folder.",
  EACCES: "this user may not write there.",
  EROFS: "that disk is read-only.",
  ENOSPC: "the disk is full. Nothing was left behind.",
};
