import type { OfferInstructor } from "@/features/courses/access";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";

/**
 * Gives the holder of an allocation another code of the pool; the old code goes into quarantine for good. One SQL function
 * does it with its audit event and mail. Refuses when the pool is empty, or the allocation has ended meanwhile.
 */
export async function replaceCode({
  pool,
  proof,
  allocationId,
}: {
  pool: Database["pool"];
  proof: OfferInstructor;
  allocationId: string;
}): Promise<Outcome<{ allocationId: string }>> {
  const { rows } = await pool.query<{ outcome: string; allocation_id: string | null }>(
    "SELECT outcome, allocation_id FROM replace_code($1, $2, $3)",
    [allocationId, proof.offerId, proof.userId],
  );
  const [row] = rows;
  if (row?.outcome === "replaced" && row.allocation_id) {
    return done({ allocationId: row.allocation_id });
  }
  return row?.outcome === "pool-empty"
    ? refuse(
        "pool-empty",
        "The pool is empty, so there is no code to replace this one with. Import more codes, then replace it.",
      )
    : refuse(
        "changed",
        "This allocation has ended meanwhile, so there is nothing to replace. The list shows how it stands now.",
      );
}
