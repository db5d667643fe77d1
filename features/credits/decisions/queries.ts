import type { OfferStaff } from "@/features/courses/access";
import type { OpenList, RequestSelection } from "@/features/credits/bulk/rules";
import { searchPatterns } from "@/features/roster/rules";
import type { Database } from "@/server/db";

type Asked = { pool: Database["pool"]; proof: Pick<OfferStaff, "offerId">; selection: RequestSelection };

// What stood in a list at the instant $2, whatever became of it since: so the number that was told stays the number of those gone through.
const STOOD: Record<OpenList, string> = {
  pending: `(r.waiting_at IS NULL OR r.waiting_at > $2) AND (r.state = 'PENDING'
    OR greatest(r.approved_at, r.waiting_at, r.fulfilled_at, r.declined_at, r.cancelled_at) > $2)`,
  waiting: `coalesce(r.waiting_at, r.created_at) <= $2 AND (r.state = 'WAITING'
    OR greatest(r.fulfilled_at, r.declined_at, r.cancelled_at) > $2)`,
};

const matching = (list: OpenList) => `
  FROM requests r JOIN enrolments e ON e.id = r.enrolment_id
  WHERE r.offer_id = $1 AND r.created_at <= $2 AND ${STOOD[list]}
    AND (e.email ILIKE ANY ($3) OR e.name ILIKE ANY ($3))`;

const valuesOf = ({ proof, selection: { asOf, q } }: Asked) => [proof.offerId, asOf, searchPatterns(q)];

/** How many requests a selection has, those decided since among them. */
export async function countMatching({ pool, ...asked }: Asked): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count ${matching(asked.selection.list)}`,
    valuesOf({ pool, ...asked }),
  );
  return rows[0]?.count ?? 0;
}

/** The next of a selection after the request that was gone through last, who asked first first. */
export async function listMatching({
  after,
  size,
  ...asked
}: Asked & { after: string | null; size: number }): Promise<string[]> {
  const { rows } = await asked.pool.query<{ id: string }>(
    `SELECT r.id ${matching(asked.selection.list)}
       AND ($4::uuid IS NULL OR (r.created_at, r.id) > (SELECT l.created_at, l.id FROM requests l WHERE l.id = $4))
     ORDER BY r.created_at, r.id LIMIT $5`,
    [...valuesOf(asked), after, size],
  );
  return rows.map(({ id }) => id);
}
