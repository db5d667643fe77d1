import { sha256 } from "./crypto";
import type { Prisma, Transaction } from "./db";

/** Stores bytes and answers with their identifier. */
export async function putBlob(
  tx: Transaction,
  { data, mediaType }: { data: Uint8Array<ArrayBuffer>; mediaType: string },
): Promise<string> {
  const blob = await tx.blob.create({ data: { data, mediaType, digest: sha256(data) }, select: { id: true } });
  return blob.id;
}

/** The bytes of a blob, or null when there is none of that identifier. */
export async function readBlob(
  prisma: Prisma,
  id: string,
): Promise<{ data: Uint8Array<ArrayBuffer>; mediaType: string; digest: string } | null> {
  return prisma.blob.findUnique({ where: { id }, select: { data: true, mediaType: true, digest: true } });
}
