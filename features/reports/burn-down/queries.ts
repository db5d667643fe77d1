import type { Database } from "@/server/db";
import type { DeskPlace } from "../dashboard/queries";
import type { PoolChange } from "./rules";

/**
 * By how many codes the pools of a course, or of one offer of it, changed on which day; the offer's slug is the key. What came in and what was given
 * is reckoned with as it stands now: an import that was undone never came, a code that was released was never given, and spares are no
 * part of the pool. Codes that expired unused leave on the day of their batch's end. Days with an allocation are counted by the
 * index, so that a million of them take no table.
 */
export async function readPoolChanges({
  pool,
  place,
}: {
  pool: Database["pool"];
  place: DeskPlace;
}): Promise<Map<string, PoolChange[]>> {
  const { rows } = await pool.query<PoolChange & { slug: string }>(CHANGES, [
    place.courseId,
    place.offerId ?? null,
    place.timeZone,
  ]);
  const changes = new Map<string, PoolChange[]>();
  for (const { slug, day, change } of rows) {
    changes.set(slug, [...(changes.get(slug) ?? []), { day, change }]);
  }
  return changes;
}

// $1 course, $2 offer or null, $3 zone.
const CHANGES = `
  WITH chosen AS (
    SELECT o.id, o.slug FROM offers o WHERE o.course_id = $1 AND ($2::uuid IS NULL OR o.id = $2)
  ), came AS (
    SELECT o.id, b.created_at AS at, b.expires_at,
      b.size - (SELECT count(*) FROM codes k WHERE k.offer_id = o.id AND k.batch_id = b.id AND k.state = 'SPARE') AS codes,
      CASE WHEN b.expires_at <= now() THEN (SELECT count(*) FROM codes k WHERE k.batch_id = b.id AND k.state = 'AVAILABLE') ELSE 0 END AS unused
    FROM chosen o JOIN batches b ON b.offer_id = o.id LEFT JOIN imports i ON i.id = b.import_id
    WHERE i.state IS DISTINCT FROM 'UNDONE'
  ), given AS (
    SELECT o.id, d.day::date AS day,
      (SELECT count(*) FROM allocations a WHERE a.offer_id = o.id
        AND a.allocated_at >= d.day AT TIME ZONE $3 AND a.allocated_at < (d.day + interval '1 day') AT TIME ZONE $3) AS codes
    FROM chosen o
    CROSS JOIN LATERAL (SELECT min(a.allocated_at) AS first FROM allocations a WHERE a.offer_id = o.id) f
    CROSS JOIN LATERAL generate_series(
      (f.first AT TIME ZONE $3)::date::timestamp, (now() AT TIME ZONE $3)::date::timestamp, interval '1 day') AS d (day)
  ), released AS (
    SELECT o.id, (a.allocated_at AT TIME ZONE $3)::date AS day, count(*) AS codes
    FROM chosen o JOIN allocations a ON a.offer_id = o.id AND a.state = 'RELEASED' AND a.state IN ('REPLACED', 'REVOKED', 'RELEASED')
    GROUP BY 1, 2
  ), moved AS (
    SELECT o.id, (e.at AT TIME ZONE $3)::date AS day, sum((e.detail ->> 'count')::int) AS codes
    FROM chosen o JOIN audit_events e ON e.subject_id = o.id::text AND e.act <> 'code.allocated'
    WHERE e.act = 'codes.moved' AND e.detail ? 'to' GROUP BY 1, 2
  ), changes AS (
    SELECT id, (at AT TIME ZONE $3)::date AS day, codes AS change FROM came
    UNION ALL SELECT id, (expires_at AT TIME ZONE $3)::date, -unused FROM came WHERE unused > 0
    UNION ALL SELECT id, day, -codes FROM given WHERE codes > 0
    UNION ALL SELECT id, day, codes FROM released
    UNION ALL SELECT id, day, -codes FROM moved
  )
  SELECT o.slug, c.day::text AS day, sum(c.change)::int AS change
  FROM changes c JOIN chosen o ON o.id = c.id GROUP BY o.slug, c.day HAVING sum(c.change) <> 0 ORDER BY o.slug, c.day`;
