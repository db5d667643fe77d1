import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "@/server/db";
import { makeSeal, NO_SEAL, type RowsSeal, type Seal, sealRows } from "@/server/hash-chain";
import type { Head } from "@/server/head-file";
import { BEFORE_ALL, readSeal, readSealable, toPoint } from "./queries";
import { findBreak } from "./rules";

type Pool = { pool: Database["pool"] };

/** Events of one seal: what a worker and a verifier hold in memory at once. */
const BATCH = 5_000;

const LOOK_AGAIN_MS = 50;

/** Where the heads are kept outside the database. */
export type HeadStore = { last(): Promise<Head | null>; add(seal: Seal): Promise<void> };

/**
 * `broken` is the sentence for whoever looks after the portal: nothing is sealed on top of a trail that was cut. `heldUp` says that a
 * transaction stayed open too long.
 */
export type Sealing = { ok: true; seals: number; events: number; heldUp: boolean } | { ok: false; broken: string };

/**
 * Seals every event that nothing can come before any more (decision 0020), in batches, each in a transaction of its own, and tells
 * each seal to `heads`. Waits at most `patience` milliseconds for transactions that are still writing; what they hold up is left for
 * the next time. Several workers may call it at once: one of them makes each seal.
 */
export async function sealTrail(
  options: Pool & { key: Buffer; heads: HeadStore; patience?: number; batch?: number },
): Promise<Sealing> {
  const { pool, key, heads, patience = 20_000, batch = BATCH } = options;
  let last = await readSeal({ pool });
  const broken = await catchUp({ pool, heads, last });
  if (broken) return { ok: false, broken };
  const upTo = await findSettled({ pool, patience });
  let seals = 0;
  let events = 0;
  while (typeof upTo === "bigint") {
    const rows = await readSealable({ pool, after: last?.lastId ?? BEFORE_ALL, upTo, limit: batch });
    const seal = rows.length > 0 && (await addSeal({ pool, key, last, rows: sealRows(rows) }));
    if (!seal) break;
    await heads.add(seal);
    last = seal;
    seals += 1;
    events += seal.count;
  }
  return { ok: true, seals, events, heldUp: upTo === "held up" };
}

/** Compares the chain with the last head outside, and tells its newest seal again if a worker died before it could. */
async function catchUp({ pool, heads, last }: Pool & { heads: HeadStore; last: Seal | null }): Promise<string | null> {
  const known = await heads.last();
  const head = known && { number: known.seal, hash: known.hash };
  const there = head && (await readSeal({ pool, number: head.number }));
  const broken = findBreak({ head, there: there && toPoint(there), last: last && toPoint(last) });
  if (!broken && last && (head?.number ?? 0) < last.number) await heads.add(last);
  return broken;
}

/**
 * The greatest id up to which no event can appear any more; null where there is no event. Ids are drawn in order but
 * transactions commit in any: so it takes the newest event that is there, and waits until every transaction that was open after that
 * has ended. Whoever had drawn a smaller id was open then. No transaction of its own stays open meanwhile.
 */
async function findSettled({ pool, patience }: Pool & { patience: number }): Promise<bigint | "held up" | null> {
  const newest = await pool.query<{ id: string | null }>("SELECT max(id)::text AS id FROM audit_events");
  const id = newest.rows[0]?.id;
  if (!id) return null;
  let open = await listOpen(pool);
  for (let waited = 0; open.length > 0; waited += LOOK_AGAIN_MS) {
    if (waited >= patience) return "held up";
    await pause(LOOK_AGAIN_MS);
    const still = new Set(await listOpen(pool));
    open = open.filter((transaction) => still.has(transaction));
  }
  return BigInt(id);
}

/** The transactions that are open in this database, by names that are never given twice. */
async function listOpen(pool: Database["pool"]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(`
    SELECT l.virtualxid AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'virtualxid' AND a.datname = current_database() AND l.pid <> pg_backend_pid()
        -- Autovacuum, which nobody is the user of, writes no event.
        AND a.usesysid IS NOT NULL
    UNION ALL
    SELECT p.transaction::text FROM pg_prepared_xacts p WHERE p.database = current_database()`);
  return rows.map(({ name }) => name);
}

/** Adds the next seal; null when another worker was quicker. */
async function addSeal({
  pool,
  key,
  last,
  rows,
}: Pool & { key: Buffer; last: Seal | null; rows: RowsSeal }): Promise<Seal | null> {
  const clock = await pool.query<{ now: Date }>("SELECT date_trunc('milliseconds', now()) AS now");
  const sealedAt = clock.rows[0]?.now;
  if (!sealedAt) throw new Error("PostgreSQL did not tell the time");
  const seal = makeSeal({ rows, number: (last?.number ?? 0) + 1, previous: last?.hash ?? NO_SEAL, sealedAt, key });
  const { rowCount } = await pool.query(
    `INSERT INTO audit_seals (number, last_id, count, listing, rows_digest, sealed_at, hash, key_id, mac)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number) DO NOTHING`,
    [
      seal.number,
      String(seal.lastId),
      seal.count,
      seal.listing,
      seal.rowsDigest,
      seal.sealedAt,
      seal.hash,
      seal.keyId,
      seal.mac,
    ],
  );
  return rowCount === 1 ? seal : null;
}
