import type { Database } from "@/server/db";
import type { Level } from "@/server/metrics";

type Source = { pool: Database["pool"] };

/**
 * How many codes each offer of the courses that are open has left to give, by course and offer. Counts what is available only, by the
 * claim's own partial index, so that looking often costs little.
 */
export function readPoolLevels({ pool }: Source): Promise<Level[]> {
  return readOfOffers(
    pool,
    `SELECT count(*) FROM batches b JOIN codes k ON k.batch_id = b.id AND k.state = 'AVAILABLE'
     WHERE b.offer_id = o.id AND (b.expires_at IS NULL OR b.expires_at > statement_timestamp())`,
  );
}

/** How many people wait for a code, by course and offer, in the courses that are open. */
export function readWaitingLevels({ pool }: Source): Promise<Level[]> {
  return readOfOffers(pool, "SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = 'WAITING'");
}

/** `count` is our own SQL, about the offer `o`. */
async function readOfOffers(pool: Database["pool"], count: string): Promise<Level[]> {
  const { rows } = await pool.query<{ course: string; offer: string; value: number }>(
    `SELECT c.slug AS course, o.slug AS offer, (${count})::int AS value
     FROM offers o JOIN courses c ON c.id = o.course_id
     WHERE c.opened_at IS NOT NULL AND c.archived_at IS NULL
     ORDER BY c.slug, o.slug`,
  );
  return rows.map(({ course, offer, value }) => ({ labels: { course, offer }, value }));
}
