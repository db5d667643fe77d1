import { createReadStream } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

/** A seal's number and hash (hexadecimal) as they were told outside the database. */
export type Head = { seal: number; hash: string };

const line = z.union([
  z.object({ seal: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ resumedAfter: z.int().nonnegative() }),
]);

/** A line of the file: a head, or the word of an operator that the trail goes on after an older one (a restored backup). */
type Line = z.infer<typeof line>;

/** Thrown where the file holds something else than heads; the message is a sentence. */
export class HeadFileProblem extends Error {
  override name = "HeadFileProblem";
}

/** Adds a line at the end and waits until it is on the disk. Makes the file (mode 0600) and its folder where they are missing. */
export async function appendHead(
  path: string,
  entry: Line & { at: string; [fact: string]: string | number },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "a", 0o600);
  try {
    await file.write(`${JSON.stringify(entry)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The heads that count, in the order of their numbers: those that a later "resumedAfter" set aside are left out. Reads line by line. */
export async function* readHeads(path: string): AsyncGenerator<Head> {
  // Where the trail was resumed, by the number of the line; there are few.
  const resumed: { at: number; after: number }[] = [];
  for await (const { at, entry } of readLines(path)) {
    if ("resumedAfter" in entry) resumed.push({ at, after: entry.resumedAfter });
  }
  for await (const { at, entry } of readLines(path)) {
    if ("seal" in entry && !resumed.some((point) => point.at > at && point.after < entry.seal)) yield entry;
  }
}

/** The last head that counts; null where there is none yet. */
export async function readLastHead(path: string): Promise<Head | null> {
  let last: Head | null = null;
  for await (const head of readHeads(path)) last = head;
  return last;
}

async function* readLines(path: string): AsyncGenerator<{ at: number; entry: Line }> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  let at = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    at += 1;
    if (text !== "") yield { at, entry: parseLine({ text, at, path }) };
  }
}

function parseLine({ text, at, path }: { text: string; at: number; path: string }): Line {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    throw new HeadFileProblem(`Line ${at} of ${path} is no head of the audit trail: the file was changed or cut.`);
  }
}
