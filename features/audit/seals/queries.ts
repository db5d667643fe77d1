import type { Database } from "@/server/db";
import { type ChainRow, isGenuine, NO_SEAL, nameKey, readListing, type Seal, sealRows } from "@/server/hash-chain";
import type { Head } from "@/server/head-file";
import { describeBadRow, findBadRow, findBreak, type Point } from "./rules";

type Pool = { pool: Database["pool"] };

/** Below every event's id. */
export const BEFORE_ALL = -(2n ** 63n);

const SEALS_AT_ONCE = 20;
const BEFORE_ALL_SEALS = -(2 ** 31);

// Everything that an event says, as text that neither the session's settings nor the version of PostgreSQL changes. No column is left
// out: an event holds identifiers, not people, so that forgetting somebody never touches it (decision 0017).
const EVENTS = `
  SELECT id::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at, course_id::text, offer_id::text,
    actor_id::text, act, subject_type, subject_id, detail::text
  FROM audit_events e WHERE e.id > $1 AND e.id <= $2 ORDER BY e.id LIMIT $3`;

/** Events with an id above `after` and up to `upTo`, at most `limit`, as they count for their digests. */
export async function readSealable(
  options: Pool & { after: bigint; upTo: bigint; limit: number },
): Promise<ChainRow[]> {
  const { pool, after, upTo, limit } = options;
  const { rows } = await pool.query<[string, ...(string | null)[]]>({
    text: EVENTS,
    values: [String(after), String(upTo), limit],
    rowMode: "array",
  });
  return rows.map(([id, ...cells]) => ({ id: BigInt(id), cells }));
}

const SEALS = `SELECT number, last_id AS "lastId", count, listing, rows_digest AS "rowsDigest", sealed_at AS "sealedAt", hash,
  key_id AS "keyId", mac FROM audit_seals`;

type SealRow = Omit<Seal, "lastId"> & { lastId: string };
const toSeal = (row: SealRow): Seal => ({ ...row, lastId: BigInt(row.lastId) });

/** The newest seal, or the one of a number; null where there is none. */
export async function readSeal({ pool, number }: Pool & { number?: number }): Promise<Seal | null> {
  const { rows } = await pool.query<SealRow>(
    `${SEALS} WHERE $1::int IS NULL OR number = $1 ORDER BY number DESC LIMIT 1`,
    [number ?? null],
  );
  return rows[0] ? toSeal(rows[0]) : null;
}

async function* walkSeals({ pool }: Pool): AsyncGenerator<Seal> {
  for (let after = BEFORE_ALL_SEALS; ; ) {
    const { rows } = await pool.query<SealRow>(`${SEALS} WHERE number > $1 ORDER BY number LIMIT ${SEALS_AT_ONCE}`, [
      after,
    ]);
    for (const row of rows) yield toSeal(row);
    if (rows.length < SEALS_AT_ONCE) return;
    after = rows.at(-1)?.number ?? after;
  }
}

/** What a look through the whole trail found: how far it is sealed, or the first thing that is wrong, as a sentence. */
export type Verdict =
  | { ok: true; seals: number; events: number; until: Date | null; unsealed: number; heads: number }
  | { ok: false; sentence: string };

/**
 * Looks through the whole trail: every seal against the one before it and against `key`, every event against its seal, and the seals
 * against `heads`, which were told outside the database, in the order of their numbers (decision 0020). Stops at the first thing
 * that is wrong. Holds a few seals and the rows of one in memory, and no transaction: what is sealed does not change meanwhile.
 */
export async function verifyTrail(options: Pool & { key: Buffer; heads: AsyncIterable<Head> }): Promise<Verdict> {
  const { pool, key } = options;
  const heads = options.heads[Symbol.asyncIterator]();
  let head = await heads.next();
  let compared = 0;
  let events = 0;
  let last: Seal | null = null;
  const bad = (sentence: string): Verdict => ({ ok: false, sentence });
  for await (const seal of walkSeals({ pool })) {
    const wrong = judgeSeal({ seal, last, key }) ?? (await judgeRows({ pool, seal, last }));
    if (wrong) return bad(wrong);
    for (; !head.done && head.value.seal <= seal.number; head = await heads.next()) {
      const there = head.value.seal === seal.number ? toPoint(seal) : null;
      const broken = findBreak({
        head: { number: head.value.seal, hash: head.value.hash },
        there,
        last: toPoint(seal),
      });
      if (broken) return bad(broken);
      compared += 1;
    }
    events += seal.count;
    last = seal;
  }
  if (!head.done) {
    let { seal: number, hash } = head.value;
    for (head = await heads.next(); !head.done; head = await heads.next()) ({ seal: number, hash } = head.value);
    return bad(findBreak({ head: { number, hash }, there: null, last: last && toPoint(last) }) ?? "");
  }
  const unsealed = await countUnsealed({ pool, after: last?.lastId ?? BEFORE_ALL });
  return { ok: true, seals: last?.number ?? 0, events, until: last?.sealedAt ?? null, unsealed, heads: compared };
}

/** A seal as the rules compare it. */
export const toPoint = ({ number, hash }: Seal): Point => ({ number, hash: hash.toString("hex") });

function judgeSeal({ seal, last, key }: { seal: Seal; last: Seal | null; key: Buffer }): string | null {
  const expected = (last?.number ?? 0) + 1;
  if (seal.number !== expected) {
    return seal.number > expected
      ? `Seal ${expected} is missing: the trail has seals before and after it, or was cut at its beginning.`
      : `Seal ${seal.number} was put in before the first.`;
  }
  if (isGenuine({ seal, previous: last?.hash ?? NO_SEAL, key })) return null;
  return seal.keyId === nameKey(key)
    ? `Seal ${seal.number} was changed: what it says of the events up to ${seal.lastId} is not what was sealed.`
    : `Seal ${seal.number} was made with another AUDIT_KEY (${seal.keyId}) than the one here (${nameKey(key)}).`;
}

async function judgeRows({ pool, seal, last }: Pool & { seal: Seal; last: Seal | null }): Promise<string | null> {
  const after = last?.lastId ?? BEFORE_ALL;
  // One more than there should be: enough to see the first that was put in.
  const found = sealRows(await readSealable({ pool, after, upTo: seal.lastId, limit: seal.count + 1 }));
  const bad = findBadRow({ sealed: readListing(seal.listing), found: readListing(found.listing) });
  if (bad) return describeBadRow(bad);
  return found.rowsDigest.equals(seal.rowsDigest)
    ? null
    : `An event from ${after + 1n} to ${seal.lastId} was changed after it was sealed.`;
}

async function countUnsealed({ pool, after }: Pool & { after: bigint }): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM audit_events WHERE id > $1",
    [String(after)],
  );
  return rows[0]?.count ?? 0;
}

/** When events were last sealed; null before the first time. */
export async function readLastSealing({ pool }: Pool): Promise<Date | null> {
  const { rows } = await pool.query<{ sealedAt: Date }>(
    `SELECT sealed_at AS "sealedAt" FROM audit_seals ORDER BY number DESC LIMIT 1`,
  );
  return rows[0]?.sealedAt ?? null;
}
