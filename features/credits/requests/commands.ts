import { recordEvent } from "@/features/audit/commands";
import type { OfferStaff } from "@/features/courses/access";
import type { ClaimOutcome, RequestState } from "@/features/credits/rules";
import { type Database, databaseNow, type Prisma, type Transaction } from "@/server/db";
import { addJob } from "@/server/jobs";
import { type Decision, endsServing, judgeApproval, type Tally, tallyDecisions } from "./rules";

type ByStaff = { prisma: Prisma; proof: OfferStaff; requestIds: readonly string[] };

/**
 * Approves requests that are pending or were declined, who asked first first. Each is a transaction of its own: what is told as approved is
 * so, whatever becomes of the rest, and a second press finds it decided. Answers with how many came to what.
 */
export async function approveRequests({ prisma, proof, requestIds }: ByStaff): Promise<Tally> {
  return decideEach({ prisma, proof, requestIds }, (requestId) => approveRequest({ prisma, proof, requestId }));
}

/** Declines requests that are pending or wait, each in a transaction of its own, with a reason that their people read. */
export async function declineRequests({
  prisma,
  proof,
  requestIds,
  reason,
}: ByStaff & { reason: string }): Promise<Tally> {
  return decideEach({ prisma, proof, requestIds }, (requestId) => declineRequest({ prisma, proof, requestId, reason }));
}

async function decideEach(
  { prisma, proof, requestIds }: ByStaff,
  decide: (requestId: string) => Promise<Decision>,
): Promise<Tally> {
  const requests = await prisma.request.findMany({
    where: { id: { in: [...requestIds] }, offerId: proof.offerId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  // One of another offer answers like one that somebody else has decided: it is none that could be decided here.
  const decisions: Decision[] = Array(new Set(requestIds).size - requests.length).fill("decided");
  for (const { id } of requests) {
    decisions.push(await decide(id));
  }
  return tallyDecisions(decisions);
}

type By = Pick<OfferStaff, "courseId" | "offerId"> & { userId: string | null };
type OfOne = {
  prisma: Prisma;
  proof: By;
  requestId: string;
  /** The states from which it is decided; in another it counts as decided meanwhile. */
  from?: readonly RequestState[];
  /** Written in the decision's own transaction, or after it where nothing was done; what it throws takes the decision back. */
  note?: (tx: Transaction, decision: Decision) => Promise<void>;
};

/**
 * Approves a request and gives a code at once if there is one; otherwise its person waits. All of it is one transaction, so that nobody is left
 * approved and forgotten. Changes nothing when the request was decided meanwhile, its person has left the participants, or the offer
 * or its course is over.
 */
export async function approveRequest({ prisma, note, ...asked }: OfOne): Promise<Decision> {
  try {
    return await prisma.$transaction(async (tx) => {
      const decision = await approveWithin(tx, asked);
      await note?.(tx, decision);
      return decision;
    });
  } catch (error) {
    if (error instanceof NotGiven) {
      await note?.(prisma, "left");
      return "left";
    }
    throw error;
  }
}

async function approveWithin(
  tx: Transaction,
  { proof, requestId, from = ["PENDING", "DECLINED"] }: Omit<OfOne, "prisma">,
): Promise<Decision> {
  const [approved] = await tx.request.updateManyAndReturn({
    where: { id: requestId, offerId: proof.offerId, state: { in: [...from] } },
    data: { state: "PENDING", approvedAt: await databaseNow(tx), declinedAt: null, reason: null },
  });
  if (!approved) {
    return "decided";
  }
  await record(tx, { proof, act: "request.approved", requestId });
  const decision = judgeApproval(await claimFor(tx, { proof, enrolmentId: approved.enrolmentId }));
  if (decision === "left") {
    throw new NotGiven();
  }
  return decision;
}

/** Thrown inside the transaction to take the approval back with it. */
class NotGiven extends Error {}

async function claimFor(
  tx: Transaction,
  { proof, enrolmentId }: { proof: By; enrolmentId: string },
): Promise<ClaimOutcome> {
  const [row] = await tx.$queryRaw<[{ outcome: ClaimOutcome }]>`
    SELECT outcome FROM claim_code(${proof.offerId}::uuid, ${enrolmentId}::uuid, ${proof.userId}::uuid)`;
  return row.outcome;
}

/** Declines a request that is pending or waits, with a reason that its person reads, and with a mail. Changes nothing when it was decided meanwhile. */
export async function declineRequest({
  prisma,
  proof,
  requestId,
  reason,
  from = ["PENDING", "WAITING"],
  note,
}: OfOne & { reason: string }): Promise<Decision> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.request.updateMany({
      where: { id: requestId, offerId: proof.offerId, state: { in: [...from] } },
      data: { state: "DECLINED", declinedAt: await databaseNow(tx), reason },
    });
    const decision = count === 0 ? "decided" : "declined";
    if (decision === "declined") {
      await record(tx, { proof, act: "request.declined", requestId });
      await addJob(tx, { task: "send-credit-mail", payload: { kind: "declined", requestId } });
    }
    await note?.(tx, decision);
    return decision;
  });
}

async function record(
  tx: Transaction,
  { proof, act, requestId }: { proof: By; act: "request.approved" | "request.declined"; requestId: string },
): Promise<void> {
  const { courseId, offerId, userId } = proof;
  await recordEvent(tx, { courseId, offerId, actorId: userId, act, subjectType: "request", subjectId: requestId });
}

// The request is locked, and seen to wait still, before its claim: who has left the list since it was read is not given a code, nor asked for
// anew. Two jobs at once take turns at it.
const SERVE = `
  WITH standing AS MATERIALIZED (
    SELECT offer_id, enrolment_id FROM requests WHERE id = $1 AND state = 'WAITING' FOR UPDATE
  )
  SELECT c.outcome FROM standing s CROSS JOIN LATERAL claim_code(s.offer_id, s.enrolment_id, NULL) c`;

/** Gives codes to those who wait, in the order of their requests, until the pool is empty. Answers with how many got one. */
export async function serveWaiting({ pool, offerId }: { pool: Database["pool"]; offerId: string }): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM requests WHERE offer_id = $1 AND state = 'WAITING' ORDER BY created_at, id",
    [offerId],
  );
  let served = 0;
  for (const { id } of rows) {
    const [answer] = (await pool.query<{ outcome: ClaimOutcome }>(SERVE, [id])).rows;
    if (answer && endsServing(answer.outcome)) {
      break;
    }
    served += answer?.outcome === "allocated" ? 1 : 0;
  }
  return served;
}

/**
 * Serves every list whose people wait although there are codes: a course that was opened again, somebody who came back to the roster, a job that
 * looked an instant too early. Answers with how many got a code.
 */
export async function serveEveryList({ pool }: { pool: Database["pool"] }): Promise<number> {
  const { rows } = await pool.query<{ offerId: string }>(
    `SELECT o.id AS "offerId" FROM offers o
     WHERE o.frozen_at IS NULL AND EXISTS (SELECT 1 FROM requests r WHERE r.offer_id = o.id AND r.state = 'WAITING')
       AND EXISTS (SELECT 1 FROM batches b JOIN codes c ON c.batch_id = b.id AND c.state = 'AVAILABLE'
         WHERE b.offer_id = o.id AND (b.expires_at IS NULL OR b.expires_at > now()))`,
  );
  let served = 0;
  for (const { offerId } of rows) {
    served += await serveWaiting({ pool, offerId });
  }
  return served;
}
