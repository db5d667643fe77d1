import { seal, unseal } from "./crypto";
import type { Prisma } from "./db";

/** An uploaded file that was looked at and is not taken for good yet. */
export type HeldUpload = { fileName: string; bytes: Uint8Array };

const MEDIA_TYPE = "application/vnd.bursar.held-upload";

/**
 * Keeps an upload between its dry run and its import, so that the browser need not send it twice and no page has to carry it. It is
 * encrypted with `key` (CODE_KEY), because it may hold codes, and bound to `boundTo`, which names the person and the purpose: nobody else
 * can open it, and for nothing else. Answers with its identifier. Uploads held for more than an hour are deleted.
 */
export async function holdUpload({
  prisma,
  upload,
  key,
  boundTo,
}: {
  prisma: Prisma;
  upload: HeldUpload;
  key: Buffer;
  boundTo: string;
}): Promise<string> {
  await prisma.$executeRaw`DELETE FROM blobs WHERE media_type = ${MEDIA_TYPE} AND created_at < now() - interval '1 hour'`;
  const text = JSON.stringify({ fileName: upload.fileName, data: Buffer.from(upload.bytes).toString("base64") });
  const data = Buffer.from(seal({ text, key, boundTo }));
  const held = await prisma.blob.create({ data: { data, mediaType: MEDIA_TYPE, digest: "" }, select: { id: true } });
  return held.id;
}

/** Opens a held upload. Null when it is gone, over an hour old, or was not held for `boundTo`: all three answer alike. */
export async function openHeldUpload({
  prisma,
  id,
  key,
  boundTo,
}: {
  prisma: Prisma;
  id: string;
  key: Buffer;
  boundTo: string;
}): Promise<HeldUpload | null> {
  const [held] = await prisma.$queryRaw<{ data: Uint8Array }[]>`
    SELECT data FROM blobs
    WHERE id = ${id}::uuid AND media_type = ${MEDIA_TYPE} AND created_at >= now() - interval '1 hour'`;
  if (!held) {
    return null;
  }
  try {
    const { fileName, data } = JSON.parse(unseal({ sealed: held.data, key, boundTo })) as {
      fileName: string;
      data: string;
    };
    return { fileName, bytes: Buffer.from(data, "base64") };
  } catch {
    return null;
  }
}

/** Deletes a held upload, in the transaction of its import. False when somebody was quicker: then it has been imported already. */
export async function dropHeldUpload({ tx, id }: { tx: Pick<Prisma, "$executeRaw">; id: string }): Promise<boolean> {
  return (await tx.$executeRaw`DELETE FROM blobs WHERE id = ${id}::uuid AND media_type = ${MEDIA_TYPE}`) > 0;
}
