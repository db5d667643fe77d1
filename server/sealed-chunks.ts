import { sealBytes, unsealBytes } from "./crypto";
import type { Prisma } from "./db";

const CHUNK = 256 * 1024;

/** So that no piece can be read in another place or as part of another file. */
function placeOf(importId: string, number: number): string {
  return `import ${importId} ${number}`;
}

/**
 * Stores a file in pieces of 256 kB while it comes in, each encrypted with `key` (CODE_KEY) and bound to its place. Ends with the last
 * piece stored. Holds one piece at a time.
 */
export async function storeSealed({
  prisma,
  importId,
  key,
  bytes,
}: {
  prisma: Prisma;
  importId: string;
  key: Buffer;
  bytes: AsyncIterable<Buffer>;
}): Promise<void> {
  let number = 0;
  let held: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    const sealed = Buffer.from(sealBytes({ bytes: Buffer.concat(held), key, boundTo: placeOf(importId, number) }));
    await prisma.importChunk.create({ data: { importId, number, sealed }, select: { number: true } });
    number += 1;
    held = [];
    size = 0;
  };
  for await (const piece of bytes) {
    held.push(piece);
    size += piece.length;
    if (size >= CHUNK) await flush();
  }
  if (size > 0) await flush();
}

/** The bytes of a stored file, piece by piece. Throws when one was tampered with. `most` is how many pieces are wanted. */
export async function* readSealed({
  prisma,
  importId,
  key,
  most = Number.POSITIVE_INFINITY,
}: {
  prisma: Prisma;
  importId: string;
  key: Buffer;
  most?: number;
}): AsyncGenerator<Buffer> {
  for (let number = 0; number < most; number += 1) {
    const chunk = await prisma.importChunk.findUnique({
      where: { importId_number: { importId, number } },
      select: { sealed: true },
    });
    if (!chunk) return;
    yield unsealBytes({ sealed: chunk.sealed, key, boundTo: placeOf(importId, number) });
  }
}
