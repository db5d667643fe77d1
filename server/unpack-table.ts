import { UnreadableTable } from "@/lib/tables/read-lines";
import { isZip } from "@/lib/tables/sniff-text";
import type { startDigest } from "./crypto";
import { LARGEST_WORKBOOK, readWorkbook } from "./read-workbook";

const PIECE = 64 * 1024;

/** What is measured of a file while it comes in. */
export type Meter = { size: number; digest: ReturnType<typeof startDigest> };

/** Passes a file on and measures it. Throws `UnreadableTable` beyond `most` bytes. */
export async function* measure({
  bytes,
  meter,
  most,
}: {
  bytes: AsyncIterable<Buffer>;
  meter: Meter;
  most: number;
}): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    meter.size += piece.length;
    if (meter.size > most) {
      throw new UnreadableTable(
        `This file is larger than ${most / 1024 / 1024} MB. Split it, and send one part after the other.`,
      );
    }
    meter.digest.update(piece);
    yield piece;
  }
}

/**
 * Text passes as it comes. A workbook is held, within its own limit, and goes on as the text of its first sheet. Throws `UnreadableTable` for
 * a workbook that is too large or cannot be read.
 */
export async function unpack(
  bytes: AsyncGenerator<Buffer>,
): Promise<{ source: "text" | "workbook"; pieces: AsyncIterable<Buffer> }> {
  const held: Buffer[] = [];
  let size = 0;
  const collect = async (enough: number) => {
    while (size < enough) {
      const { value, done: isOver } = await bytes.next();
      if (isOver) return;
      held.push(value);
      size += value.length;
    }
  };
  await collect(4);
  if (!isZip(Buffer.concat(held).subarray(0, 4))) {
    return { source: "text", pieces: chain(held, bytes) };
  }
  await collect(LARGEST_WORKBOOK + 1);
  if (size > LARGEST_WORKBOOK) {
    throw new UnreadableTable(
      "Excel files of more than 10 MB are not read. In Excel choose “Save as”, then CSV (UTF-8), and upload that file.",
    );
  }
  const read = await readWorkbook(Buffer.concat(held));
  if (!read.ok) throw new UnreadableTable(read.sentence);
  return { source: "workbook", pieces: chain([], cut(read.csv)) };
}

/** A text of 50 MB in pieces, as a file would have come: each is sealed, and read again, by itself. */
function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

async function* chain(first: readonly Buffer[], rest: AsyncIterable<Buffer> | Iterable<Buffer>) {
  yield* first;
  yield* rest;
}

/** Passes a file on and lets somebody look at each piece. */
export async function* passBy(pieces: AsyncIterable<Buffer>, look: (piece: Buffer) => void) {
  for await (const piece of pieces) {
    look(piece);
    yield piece;
  }
}
