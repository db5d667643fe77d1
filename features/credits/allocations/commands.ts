import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import { type Database, type Prisma, queryDespiteDeadlock } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";

type OnAllocation = { pool: Database["pool"]; proof: OfferInstructor; allocationId: string };
/** `reason` stays with the allocation; it is not in the trail, from which nothing that somebody typed could be taken out. */
type Ending = OnAllocation & { reason?: string };

/**
 * Gives the holder of an allocation another code, of the pool or of the spares; the old code goes into quarantine for good. One SQL function
 * does it with its audit event and mail. Refuses when there is no such code, the pool is frozen, or the
 * allocation has ended meanwhile.
 */
export async function replaceCode({
  pool,
  proof,
  allocationId,
  from = "pool",
}: OnAllocation & { from?: "pool" | "spares" }): Promise<Outcome<{ allocationId: string }>> {
  const { rows } = await queryDespiteDeadlock<{ outcome: string; allocation_id: string | null }>(
    pool,
    "SELECT outcome, allocation_id FROM replace_code($1, $2, $3, $4)",
    [allocationId, proof.offerId, proof.userId, from],
  );
  const [row] = rows;
  if (row?.outcome === "replaced" && row.allocation_id) {
    return done({ allocationId: row.allocation_id });
  }
  if (row?.outcome === "frozen") {
    return refuse(
      "frozen",
      "The pool is frozen since the portal was restored from a backup, so no code is given. Reconcile it first, then replace this code.",
    );
  }
  if (row?.outcome === "pool-empty") {
    return from === "spares"
      ? refuse(
          "no-spares",
          "There are no spares left, so there is no code to replace this one with. Take one of the pool.",
        )
      : refuse(
          "pool-empty",
          "The pool is empty, so there is no code to replace this one with. Import more codes, then replace it.",
        );
  }
  return refuseChanged();
}

/**
 * Takes a code away that its owner has seen. It goes into quarantine for good, and the person, who reads the reason, may not ask again by themselves. Refuses a
 * code that nobody has seen, because that can be released, and an allocation that has ended meanwhile.
 */
export async function revokeCode(about: Ending): Promise<Outcome<null>> {
  switch (await askFunction("revoke_code", about)) {
    case "revoked":
      return done(null);
    case "unseen":
      return refuse("unseen", "Nobody has seen this code yet, so there is no need to revoke it: release it instead.");
    default:
      return refuseChanged();
  }
}

/**
 * Takes a code back that nobody has seen: it is in the pool again, and its owner may ask again. Those who wait are served by the job that
 * commits along with it. Refuses a code that was revealed (rule 2) or may have been since the backup that the offer was
 * restored from, and an allocation that has ended meanwhile.
 */
export async function releaseCode(about: Ending): Promise<Outcome<null>> {
  switch (await askFunction("release_code", about)) {
    case "released":
      return done(null);
    case "seen":
      return refuse("seen", "This code has been seen, so it never goes back to the pool. It can be revoked.");
    case "restored":
      return refuse(
        "restored",
        "This code was given before the portal was restored from a backup and may have been seen since, so it never goes back to the pool. It can be revoked.",
      );
    default:
      return refuseChanged();
  }
}

async function askFunction(
  name: "revoke_code" | "release_code",
  { pool, proof, allocationId, reason = "" }: Ending,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ outcome: string }>(`SELECT ${name}($1, $2, $3, $4) AS outcome`, [
    allocationId,
    proof.offerId,
    proof.userId,
    reason || null,
  ]);
  return rows[0]?.outcome;
}

/** Takes back a participant's "I have redeemed it" for them. Refuses when it does not stand any more. */
export async function takeBackConfirmation({
  prisma,
  proof,
  allocationId,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  allocationId: string;
}): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.allocation.updateMany({
      where: { id: allocationId, offerId: proof.offerId, state: "REDEEMED" },
      data: { state: "REVEALED", redeemedAt: null },
    });
    if (count === 0) {
      return refuseChanged();
    }
    await recordEvent(tx, {
      courseId: proof.courseId,
      offerId: proof.offerId,
      actorId: proof.userId,
      act: "code.redemption-taken-back",
      subjectType: "allocation",
      subjectId: allocationId,
    });
    return done(null);
  });
}

function refuseChanged() {
  return refuse(
    "changed",
    "This allocation has changed meanwhile, so nothing was done. The page shows how it stands now.",
  );
}
