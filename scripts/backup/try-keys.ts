import type pg from "pg";
import { normaliseCode } from "@/features/credits/imports/rules";
import { keyedHash } from "@/server/crypto";
import { type KeyRing, openText } from "@/server/key-ring";

/** The keys of the portal that is to run on the restored database; undefined where they are not set here. */
export type Keys = { codeRing: KeyRing; fingerprintKey: Buffer } | undefined;

type Sealed = { id: string; keyId: string; ciphertext: Buffer; fingerprint: Buffer };

/**
 * Tries the keys on some codes of every batch. Answers with a sentence for a person; `fits` is null when there was nothing to try, or nothing
 * to try it with.
 */
export async function tryKeys({
  client,
  keys,
}: {
  client: pg.Client;
  keys: Keys;
}): Promise<{ fits: boolean | null; sentence: string }> {
  const { rows } = await client.query<Sealed>(
    `SELECT c.id, c.key_id AS "keyId", c.ciphertext, c.fingerprint FROM batches b CROSS JOIN LATERAL (
       SELECT * FROM codes c WHERE c.batch_id = b.id AND c.state <> 'WITHDRAWN' LIMIT 3) c`,
  );
  if (rows.length === 0) return { fits: null, sentence: "There are no codes in it." };
  if (!keys) {
    return {
      fits: null,
      sentence: "The keys are not set here, so it was not tried whether they open its codes.",
    };
  }
  const closed = rows.filter((row) => !opens(row, keys)).length;
  return closed === 0
    ? {
        fits: true,
        sentence: `The keys open its codes: ${rows.length.toLocaleString("en")} of all batches were tried.`,
      }
    : {
        fits: false,
        sentence:
          `The keys that are set here are not those of this backup: ${closed.toLocaleString("en")} of ${rows.length.toLocaleString("en")} codes that were tried ` +
          "do not open, or have another fingerprint. Set the code keys and the FINGERPRINT_KEY of the time of the backup.",
      };
}

function opens(
  { id, keyId, ciphertext, fingerprint }: Sealed,
  { codeRing, fingerprintKey }: NonNullable<Keys>,
): boolean {
  try {
    const text = openText({ sealed: ciphertext, keyId, ring: codeRing, boundTo: id });
    return keyedHash({ text: normaliseCode(text), key: fingerprintKey }).equals(fingerprint);
  } catch {
    return false;
  }
}
