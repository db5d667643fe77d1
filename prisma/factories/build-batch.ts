import { v7 as uuid7 } from "uuid";
import { normaliseCode } from "@/features/credits/imports/rules";
import type { Batch, Offer } from "@/prisma/generated/client";
import { keyedHash, keyIdentifier, seal, sha256 } from "@/server/crypto";
import type { Prisma } from "@/server/db";
import { createKeyRing, type KeyRing, type RingKey } from "@/server/key-ring";
import { nextNumber } from "./build-course";

type SealingKeys = { codeRing: Pick<KeyRing, "first">; fingerprintKey: Buffer };

/** A ring of these keys, the first of which seals. */
export function buildRing(first: Buffer, ...others: Buffer[]): KeyRing {
  const named = (key: Buffer): RingKey => ({ id: keyIdentifier(key), key });
  return createKeyRing({
    source: "the ring of this test",
    entries: { keys: [named(first), ...others.map(named)], lost: [] },
  });
}

/** Keys for tests that look at no code: all bytes alike, and plainly not for use. */
const codeKey = Buffer.alloc(32, 1);
export const TEST_KEYS = { codeKey, codeRing: buildRing(codeKey), fingerprintKey: Buffer.alloc(32, 2) };

/** A pool of codes that exist nowhere: "DEMO-0001-…" in one batch of the offer. `codes` may be given or counted. */
export async function buildBatch(
  prisma: Prisma,
  {
    offer,
    codes,
    keys = TEST_KEYS,
    ...overrides
  }: Partial<Batch> & { offer: Offer; codes: number | string[]; keys?: SealingKeys },
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
  const { id: keyId, key } = keys.codeRing.first();
  await prisma.code.createMany({
    data: texts.map((text, slot) => {
      const id = uuid7();
      return {
        id,
        courseId: offer.courseId,
        offerId: offer.id,
        batchId: batch.id,
        slot,
        ciphertext: Buffer.from(seal({ text, key, boundTo: id })),
        keyId,
        fingerprint: Buffer.from(keyedHash({ text: normaliseCode(text), key: keys.fingerprintKey })),
      };
    }),
  });
  return batch;
}

function inventCode(): string {
  return `DEMO${process.pid}X${String(nextNumber()).padStart(6, "0")}`;
}
