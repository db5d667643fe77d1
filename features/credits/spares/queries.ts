import type { OfferInstructor } from "@/features/courses/access";
import { type OfferHead, readOfferHead } from "@/features/credits/allocations/queries";
import type { Database } from "@/server/db";

export type SparesView = OfferHead & {
  available: number;
  spare: number;
  /** Other offers of the same provider in this course. */
  targets: { slug: string; name: string }[];
};

/** How many codes of an offer can be given, how many are kept aside, and where unused ones may be moved. */
export async function readSpares({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: OfferInstructor;
}): Promise<SparesView | null> {
  const [head, counts, targets] = await Promise.all([
    readOfferHead({ pool, proof }),
    // Both are counted by the small indexes of unused codes.
    pool.query<{ available: number; spare: number }>(
      `SELECT (SELECT count(*)::int FROM batches b JOIN codes c ON c.batch_id = b.id AND c.state = 'AVAILABLE'
          WHERE b.offer_id = $1 AND (b.expires_at IS NULL OR b.expires_at > now())) AS available,
        (SELECT count(*)::int FROM codes c WHERE c.offer_id = $1 AND c.state = 'SPARE') AS spare`,
      [proof.offerId],
    ),
    pool.query<{ slug: string; name: string }>(
      `SELECT t.slug, t.name FROM offers o JOIN offers t ON t.course_id = o.course_id AND t.provider = o.provider AND t.id <> o.id
       WHERE o.id = $1 ORDER BY t.name, t.slug`,
      [proof.offerId],
    ),
  ]);
  const [count] = counts.rows;
  return head && count ? { ...head, ...count, targets: targets.rows } : null;
}
