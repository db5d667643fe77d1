import { v7 as uuid7 } from "uuid";
import { normaliseCode } from "@/features/credits/imports/rules";
import type { Batch, Offer } from "@/prisma/generated/client";
import { keyedHash, keyIdentifier, seal, sha256 } from "@/server/crypto";
import type { Prisma } from "@/server/db";
import { nextNumber } from "./build-course";

export type CodeKeys = { codeKey: Buffer; fingerprintKey: Buffer };

/** Keys for tests that look at no code: all bytes alike, and plainly not for use. */
export const TEST_KEYS: CodeKeys = { codeKey: Buffer.alloc(32, 1), fingerprintKey: Buffer.alloc(32, 2) };

/** A pool of codes that exist nowhere: "DEMO-0001-…" in one batch of the offer. `codes` may be given or counted. */
export async function buildBatch(
  prisma: Prisma,
  {
    offer,
    codes,
    keys = TEST_KEYS,
    ...overrides
  }: Partial<Batch> & { offer: Offer; codes: number | string[]; keys?: CodeKeys },
): Promise<Batch> {
  const texts = typeof codes === "number" ? Array.from({ length: codes }, () => inventCode()) : codes;
  const batch = await prisma.batch.create({
    data: {
      courseId: offer.courseId,
      offerId: offer.id,
      fileName: "codes.csv",
      digest: sha256(texts.join("\n")),
      size: texts.length,
      ...overrides,
    },
  });
  await prisma.code.createMany({
    data: texts.map((text, slot) => {
      const id = uuid7();
      return {
        id,
        courseId: offer.courseId,
        offerId: offer.id,
        batchId: batch.id,
        slot,
        ciphertext: Buffer.from(seal({ text, key: keys.codeKey, boundTo: id })),
        keyId: keyIdentifier(keys.codeKey),
        fingerprint: Buffer.from(keyedHash({ text: normaliseCode(text), key: keys.fingerprintKey })),
      };
    }),
  });
  return batch;
}

function inventCode(): string {
  return `DEMO${process.pid}X${String(nextNumber()).padStart(6, "0")}`;
}
