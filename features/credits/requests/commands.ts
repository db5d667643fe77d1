import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import { claimCode } from "@/features/credits/commands";
import type { ClaimOutcome } from "@/features/credits/rules";
import { type Database, databaseNow, type Prisma, type Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";

/** What an approval led to: a code at once, or a place on the waiting list when the pool is empty. */
export type Approval = "allocated" | "waiting";

/**
 * Approves a request that is pending or was declined, and gives a code at once if there is one; otherwise the person
 * waits. All of it is one transaction, so that nobody is left approved and forgotten. Refuses, and changes nothing, when
 * the request was decided meanwhile, its person has left the participants, or the offer has expired.
 */
export async function approveRequest({
  prisma,
  proof,
  requestId,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  requestId: string;
}): Promise<Outcome<Approval>> {
  try {
    return await prisma.$transaction(async (tx) => {
      const [approved] = await tx.request.updateManyAndReturn({
        where: { id: requestId, offerId: proof.offerId, state: { in: ["PENDING", "DECLINED"] } },
        data: { state: "PENDING", approvedAt: await databaseNow(tx), declinedAt: null, reason: null },
      });
      if (!approved) {
        return refuseDecided();
      }
      await recordEvent(tx, {
        ...about(proof),
        act: "request.approved",
        subjectType: "request",
        subjectId: approved.id,
      });
      const outcome = await claimFor(tx, { proof, enrolmentId: approved.enrolmentId });
      if (outcome === "waiting") {
        return done("waiting");
      }
      if (outcome !== "allocated" && outcome !== "already-yours") {
        throw new NotGiven(outcome);
      }
      return done("allocated");
    });
  } catch (error) {
    if (error instanceof NotGiven) {
      return refuse("not-given", error.message);
    }
    throw error;
  }
}

/** Thrown inside the transaction to take the approval back with it. */
class NotGiven extends Error {
  constructor(outcome: ClaimOutcome) {
    super(
      outcome === "expired"
        ? "The last day to redeem is over, so no code is handed out any more, and the request stays as it was."
        : "This person is no longer a participant of the course, so the request stays as it was.",
    );
  }
}

async function claimFor(
  tx: Transaction,
  { proof, enrolmentId }: { proof: OfferInstructor; enrolmentId: string },
): Promise<ClaimOutcome> {
  const [row] = await tx.$queryRaw<[{ outcome: ClaimOutcome }]>`
    SELECT outcome FROM claim_code(${proof.offerId}::uuid, ${enrolmentId}::uuid, ${proof.userId}::uuid)`;
  return row.outcome;
}

/** Declines a request that is pending or waits, with a reason that its person reads. Refuses when it was decided meanwhile. */
export async function declineRequest({
  prisma,
  proof,
  requestId,
  reason,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  requestId: string;
  reason: string;
}): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const [declined] = await tx.request.updateManyAndReturn({
      where: { id: requestId, offerId: proof.offerId, state: { in: ["PENDING", "WAITING"] } },
      data: { state: "DECLINED", declinedAt: await databaseNow(tx), reason },
    });
    if (!declined) {
      return refuseDecided();
    }
    await recordEvent(tx, { ...about(proof), act: "request.declined", subjectType: "request", subjectId: declined.id });
    await addJob(tx, { task: "send-credit-mail", payload: { kind: "declined", requestId: declined.id } });
    return done(null);
  });
}

/** Gives codes to those who wait, in the order of their requests, until the pool is empty. Answers with how many got one. */
export async function serveWaiting({ pool, offerId }: { pool: Database["pool"]; offerId: string }): Promise<number> {
  const { rows } = await pool.query<{ enrolmentId: string }>(
    `SELECT enrolment_id AS "enrolmentId" FROM requests WHERE offer_id = $1 AND state = 'WAITING' ORDER BY created_at, id`,
    [offerId],
  );
  let served = 0;
  for (const { enrolmentId } of rows) {
    const { outcome } = await claimCode({ pool, proof: { offerId, enrolmentId, userId: null } });
    if (outcome === "waiting") {
      break;
    }
    served += outcome === "allocated" ? 1 : 0;
  }
  return served;
}

function refuseDecided() {
  return refuse("decided", "Somebody has decided this request meanwhile. The list shows what became of it.");
}

function about(proof: OfferInstructor) {
  return { courseId: proof.courseId, offerId: proof.offerId, actorId: proof.userId };
}
