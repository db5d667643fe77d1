import type { OfferInstructor } from "@/features/courses/access";
import { type OfferHead, readOfferHead } from "@/features/credits/allocations/queries";
import type { Database } from "@/server/db";

export type FreezeView = OfferHead & {
  /** Null when the pool is open. */
  frozenAt: Date | null;
  /** The instant of the backup; null when the offer was never restored. */
  restoredTo: Date | null;
  /** Unused codes in the backup, spares included. */
  poolThen: number | null;
  version: number;
  /** Unused codes now, spares included, and how many of them were unused in the backup. */
  unused: number;
  unusedThen: number;
  quarantined: number;
  waiting: number;
};

/** How the pool of an offer stands after a restore. */
export async function readFreeze({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: OfferInstructor;
}): Promise<FreezeView | null> {
  const [head, { rows }] = await Promise.all([
    readOfferHead({ pool, proof }),
    pool.query<Omit<FreezeView, keyof OfferHead>>(
      `SELECT o.frozen_at AS "frozenAt", o.restored_to AS "restoredTo", o.pool_then AS "poolThen", o.freeze_version AS version,
         u.unused, u.then AS "unusedThen",
         (SELECT count(*)::int FROM codes c WHERE c.offer_id = o.id AND c.state = 'QUARANTINED') AS quarantined,
         (SELECT count(*)::int FROM requests r WHERE r.offer_id = o.id AND r.state = 'WAITING') AS waiting
       FROM offers o CROSS JOIN LATERAL (
         SELECT count(*)::int AS unused, count(*) FILTER (WHERE b.created_at <= o.restored_to)::int AS then
         FROM batches b JOIN codes c ON c.batch_id = b.id AND c.state IN ('AVAILABLE', 'SPARE') WHERE b.offer_id = o.id
       ) u
       WHERE o.id = $1`,
      [proof.offerId],
    ),
  ]);
  return head && rows[0] ? { ...head, ...rows[0] } : null;
}
