import type pg from "pg";
import { normaliseCode } from "@/features/credits/imports/rules";
import { keyedHash, unseal } from "@/server/crypto";

/** CODE_KEY and FINGERPRINT_KEY of the portal that is to run on the restored database; undefined where they are not set here. */
export type Keys = { codeKey: Buffer; fingerprintKey: Buffer } | undefined;

type Sealed = { id: string; ciphertext: Buffer; fingerprint: Buffer };

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
    `SELECT c.id, c.ciphertext, c.fingerprint FROM batches b CROSS JOIN LATERAL (
       SELECT * FROM codes c WHERE c.batch_id = b.id AND c.state <> 'WITHDRAWN' LIMIT 3) c`,
  );
  if (rows.length === 0) return { fits: null, sentence: "There are no codes in it." };
  if (!keys) {
    return {
      fits: null,
      sentence: "CODE_KEY and FINGERPRINT_KEY are not set here, so it was not tried whether they open its codes.",
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
          "do not open, or have another fingerprint. Set the CODE_KEY and FINGERPRINT_KEY of the time of the backup.",
      };
}

function opens({ id, ciphertext, fingerprint }: Sealed, { codeKey, fingerprintKey }: NonNullable<Keys>): boolean {
  try {
    const text = unseal({ sealed: ciphertext, key: codeKey, boundTo: id });
    return keyedHash({ text: normaliseCode(text), key: fingerprintKey }).equals(fingerprint);
  } catch {
    return false;
  }
}
