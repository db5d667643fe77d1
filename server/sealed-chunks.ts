import { sealBytes } from "./crypto";
import type { Prisma } from "./db";
import { type KeyRing, openBytes } from "./key-ring";

const CHUNK = 256 * 1024;

/** What a piece is bound to, so that no piece can be read in another place or as part of another file. */
function placeOf(importId: string, number: number): string {
  return `import ${importId} ${number}`;
}

/**
 * Stores a file in pieces of 256 kB while it comes in, each encrypted by the ring's first key and bound to its place. Ends with the last
 * piece stored. Holds one piece at a time.
 */
export async function storeSealed({
  prisma,
  importId,
  ring,
  bytes,
}: {
  prisma: Prisma;
  importId: string;
  ring: KeyRing;
  bytes: AsyncIterable<Buffer>;
}): Promise<void> {
  const { id: keyId, key } = ring.first();
  let number = 0;
  let held: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    const sealed = Buffer.from(sealBytes({ bytes: Buffer.concat(held), key, boundTo: placeOf(importId, number) }));
    await prisma.importChunk.create({ data: { importId, number, sealed, keyId }, select: { number: true } });
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

/** The bytes of a stored file, piece by piece. Throws when one was tampered with, or its key is not in the ring. `most` is how many pieces are wanted. */
export async function* readSealed({
  prisma,
  importId,
  ring,
  most = Number.POSITIVE_INFINITY,
}: {
  prisma: Prisma;
  importId: string;
  ring: KeyRing;
  most?: number;
}): AsyncGenerator<Buffer> {
  for (let number = 0; number < most; number += 1) {
    const chunk = await prisma.importChunk.findUnique({
      where: { importId_number: { importId, number } },
      select: { sealed: true, keyId: true },
    });
    if (!chunk) return;
    yield openBytes({ ...chunk, ring, boundTo: placeOf(importId, number) });
  }
}
