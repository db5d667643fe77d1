import type { Administrator } from "@/features/courses/access";
import { type By, isLimit, type LimitName } from "@/lib/limit-table";
import type { Database } from "@/server/db";
import type { ToldToWait } from "../needs/rules";

/** Who was told to wait in a course within the last day. */
export async function readToldToWait({
  pool,
  place,
}: {
  pool: Database["pool"];
  place: { courseId: string };
}): Promise<ToldToWait[]> {
  const { rows } = await pool.query<ToldToWait>(
    `SELECT "limit", count(DISTINCT user_id)::int AS people, min(at) AS since FROM limit_refusals
     WHERE course_id = $1 AND at > now() - interval '1 day' GROUP BY "limit" ORDER BY min(at)`,
    [place.courseId],
  );
  return rows.filter(({ limit }) => isLimit(limit));
}

/** A limit that was reached anywhere in the portal; `times` counts windows, not attempts. */
export type ReachedLimit = { limit: LimitName; by: By; times: number; last: Date };

/** Which limits were reached within the last day, the latest first. */
export async function listReachedLimits({
  pool,
}: {
  pool: Database["pool"];
  proof: Administrator;
}): Promise<ReachedLimit[]> {
  const { rows } = await pool.query<ReachedLimit>(
    `SELECT "limit", by, count(*)::int AS times, max(at) AS last FROM limit_refusals
     WHERE at > now() - interval '1 day' GROUP BY "limit", by ORDER BY max(at) DESC`,
  );
  return rows.filter(({ limit }) => isLimit(limit));
}
