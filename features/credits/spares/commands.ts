import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import type { CodeKeys } from "@/features/credits/checks/commands";
import { normaliseCode } from "@/features/credits/imports/rules";
import { keyedHash } from "@/server/crypto";
import { type Database, type Prisma, queryDespiteDeadlock } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";

type Counted = { prisma: Prisma; proof: OfferInstructor; count: number };

/**
 * Takes codes out of the pool and keeps them for replacements: as many as asked for or as the pool has, those first that expire last. Answers
 * with how many. What a claim holds at this moment is passed over. Refuses when the pool has none.
 */
export async function setCodesAside({ prisma, proof, count }: Counted): Promise<Outcome<{ count: number }>> {
  return prisma.$transaction(async (tx) => {
    const set = await tx.$executeRaw`
      UPDATE codes SET state = 'SPARE' WHERE id IN (
        SELECT c.id FROM batches b JOIN codes c ON c.batch_id = b.id AND c.state = 'AVAILABLE'
        WHERE b.offer_id = ${proof.offerId}::uuid AND (b.expires_at IS NULL OR b.expires_at > now())
        ORDER BY b.expires_at DESC NULLS FIRST, b.created_at DESC, b.id DESC, c.slot DESC
        LIMIT ${count} FOR UPDATE OF c SKIP LOCKED)`;
    if (set === 0) {
      return refuse("pool-empty", "The pool is empty, so there is nothing to keep aside.");
    }
    await recordEvent(tx, { ...about(proof), act: "codes.set-aside", detail: { count: set } });
    return done({ count: set });
  });
}

/** Puts spares back into the pool, as many as asked for or as there are; those who wait are served. Refuses when there are none. */
export async function returnSpares({ prisma, proof, count }: Counted): Promise<Outcome<{ count: number }>> {
  return prisma.$transaction(async (tx) => {
    const returned = await tx.$executeRaw`
      UPDATE codes SET state = 'AVAILABLE' WHERE id IN (
        SELECT id FROM codes WHERE offer_id = ${proof.offerId}::uuid AND state = 'SPARE'
        ORDER BY id LIMIT ${count} FOR UPDATE SKIP LOCKED)`;
    if (returned === 0) {
      return refuse("no-spares", "There are no spares to put back.");
    }
    await recordEvent(tx, { ...about(proof), act: "codes.returned-from-spares", detail: { count: returned } });
    await addJob(tx, { task: "serve-waiting", payload: { offerId: proof.offerId } });
    return done({ count: returned });
  });
}

/**
 * Takes one unused code out of the pool or the spares for good, into quarantine, found by its fingerprint. It may be anything that came in as
 * a code, such as a title, so it is not judged as one. Refuses what this offer does not have, and what somebody has or had.
 */
export async function takeCodeOut({
  prisma,
  proof,
  keys,
  code,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  keys: CodeKeys;
  code: string;
}): Promise<Outcome<null>> {
  const fingerprint = Buffer.from(keyedHash({ text: normaliseCode(code), key: keys.fingerprintKey }));
  return prisma.$transaction(async (tx) => {
    const where = { offerId: proof.offerId, fingerprint };
    // Where a claim holds it at this moment, this waits, and then finds it given.
    const { count } = await tx.code.updateMany({
      where: { ...where, state: { in: ["AVAILABLE", "SPARE"] } },
      data: { state: "QUARANTINED" },
    });
    if (count === 0) return (await tx.code.count({ where })) > 0 ? CODE_USED : CODE_UNKNOWN;
    await recordEvent(tx, { ...about(proof), act: "codes.quarantined", detail: { count, which: "unused, by hand" } });
    return done(null);
  });
}

const CODE_USED = refuse(
  "code-used",
  "This code is not in the pool: somebody has or had it, or it is in quarantine already. Find its allocation to replace or revoke it.",
);
const CODE_UNKNOWN = refuse(
  "code-unknown",
  "This offer has no such code. Look whether it is complete, or try the other offers.",
);

/**
 * Moves unused codes of the pool to another offer of the same provider in this course, as many as asked for or as the pool has; both offers'
 * trails say so, and those who wait there are served. Refuses an offer of elsewhere or of another provider, and an empty or a frozen pool.
 */
export async function moveCodes({
  pool,
  proof,
  target,
  count,
}: {
  pool: Database["pool"];
  proof: OfferInstructor;
  /** Slug of the other offer. */
  target: string;
  count: number;
}): Promise<Outcome<{ count: number }>> {
  const { rows } = await queryDespiteDeadlock<{ moved: number | null }>(
    pool,
    "SELECT move_codes($1, (SELECT id FROM offers WHERE course_id = $2 AND slug = $3), $4, $5) AS moved",
    [proof.offerId, proof.courseId, target, count, proof.userId],
  );
  const moved = rows[0]?.moved ?? null;
  if (moved === null) {
    return refuse("no-target", "Codes can be moved only to another offer of the same provider in this course.");
  }
  if (moved < 0) {
    return refuse(
      "frozen",
      "One of the two pools is frozen since a restore, so nothing was moved. Reconcile it first.",
    );
  }
  return moved === 0 ? refuse("pool-empty", "The pool is empty, so there is nothing to move.") : done({ count: moved });
}

function about({ courseId, offerId, userId }: OfferInstructor) {
  return { courseId, offerId, actorId: userId, subjectType: "offer", subjectId: offerId } as const;
}
