import type { Database } from "@/server/db";

type Level = { labels: Record<string, string>; value: number };

/**
 * How many codes each offer of the courses that are open has left to give, by course and offer. Counts what is available only, by the
 * claim's own partial index, so that looking often costs little.
 */
export async function readPoolLevels({ pool }: { pool: Database["pool"] }): Promise<Level[]> {
  const { rows } = await pool.query<{ course: string; offer: string; available: number }>(
    `SELECT c.slug AS course, o.slug AS offer,
       (SELECT count(*) FROM batches b JOIN codes k ON k.batch_id = b.id AND k.state = 'AVAILABLE'
        WHERE b.offer_id = o.id AND (b.expires_at IS NULL OR b.expires_at > statement_timestamp()))::int AS available
     FROM offers o JOIN courses c ON c.id = o.course_id
     WHERE c.opened_at IS NOT NULL AND c.archived_at IS NULL
     ORDER BY c.slug, o.slug`,
  );
  return rows.map(({ course, offer, available }) => ({ labels: { course, offer }, value: available }));
}

/** How many people wait for a code, by course and offer, in the courses that are open. */
export async function readWaitingLevels({ pool }: { pool: Database["pool"] }): Promise<Level[]> {
  const { rows } = await pool.query<{ course: string; offer: string; waiting: number }>(
    `SELECT c.slug AS course, o.slug AS offer,
       (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = 'WAITING')::int AS waiting
     FROM offers o JOIN courses c ON c.id = o.course_id
     WHERE c.opened_at IS NOT NULL AND c.archived_at IS NULL
     ORDER BY c.slug, o.slug`,
  );
  return rows.map(({ course, offer, waiting }) => ({ labels: { course, offer }, value: waiting }));
}
