import type { OfferInstructor, OfferStaff } from "@/features/courses/access";
import { approveRequest, declineRequest } from "@/features/credits/requests/commands";
import { STATES_OF } from "@/features/credits/requests/rules";
import { type Database, type Prisma, queryDespiteDeadlock, type Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob, beginJobAnew } from "@/server/jobs";
import { countSelection, listNext, type RunningAct } from "./queries";
import {
  BULK_TASK,
  type BulkActName,
  type DecidingAct,
  isDeciding,
  type RequestSelection,
  refusalOfGift,
  type Selection,
} from "./rules";

/**
 * Gives a code to a participant who has none, past window, policy and waiting list. One SQL function does it with its request, audit event
 * and mail. Refuses who has one, who is no participant, a course that is not open, an offer that has expired, and an empty or a
 * frozen pool.
 */
export async function giveCode({
  pool,
  proof,
  enrolmentId,
}: {
  pool: Database["pool"];
  proof: OfferInstructor;
  enrolmentId: string;
}): Promise<Outcome<{ allocationId: string }>> {
  const { rows } = await queryDespiteDeadlock<{ outcome: string; allocation_id: string | null }>(
    pool,
    "SELECT outcome, allocation_id FROM give_code($1, $2, $3)",
    [proof.offerId, enrolmentId, proof.userId],
  );
  const [row] = rows;
  return row?.outcome === "given" && row.allocation_id
    ? done({ allocationId: row.allocation_id })
    : refuse(row?.outcome ?? "changed", refusalOfGift(row?.outcome ?? ""));
}

/** Gives codes to those selected: to a single one at once, to several by the worker. Refuses as `giveCode` and `startBulkAct` do. */
export async function giveCodes({
  selection,
  ...by
}: {
  pool: Database["pool"];
  prisma: Prisma;
  proof: OfferInstructor;
  selection: Selection;
}): Promise<Outcome<{ allocationId: string } | { bulkActId: string }>> {
  const [enrolmentId, ...more] = selection.kind === "ids" ? selection.ids : [];
  return enrolmentId && more.length === 0
    ? giveCode({ ...by, enrolmentId })
    : startBulkAct({ ...by, act: "give", selection });
}

type ActOnMany<Proof> = {
  pool: Database["pool"];
  prisma: Prisma;
  proof: Proof;
  act: BulkActName;
  selection: Selection;
};

/** Hands an act on many to the worker, and answers with its identifier. Refuses a selection of nothing. */
export async function startBulkAct(
  by: ActOnMany<OfferInstructor> & { act: Exclude<BulkActName, DecidingAct> },
): Promise<Outcome<{ bulkActId: string }>> {
  return start(by);
}

/** The same for decisions of all requests that match, which every member of the staff may make. */
export async function startDecisions(
  by: ActOnMany<OfferStaff> & { act: DecidingAct; selection: RequestSelection },
): Promise<Outcome<{ bulkActId: string }>> {
  return start(by);
}

async function start({
  pool,
  prisma,
  proof,
  act,
  selection,
}: ActOnMany<OfferStaff>): Promise<Outcome<{ bulkActId: string }>> {
  const total = await countSelection({ pool, proof, selection });
  if (total === 0) {
    return refuse("nothing-chosen", "Nobody was chosen, so there is nothing to do. Tick somebody first.");
  }
  return prisma.$transaction(async (tx) => {
    const { courseId, offerId, userId } = proof;
    const bulkAct = await tx.bulkAct.create({
      data: { courseId, offerId, act, selection, total, createdBy: userId },
      select: { id: true },
    });
    await addJob(tx, { task: BULK_TASK, payload: { bulkActId: bulkAct.id } });
    return done({ bulkActId: bulkAct.id });
  });
}

/**
 * Has the worker go on with an act on many whose job fails again and again, was given up or is gone; it goes on where it stopped. Refuses one that
 * is through, is being worked on, or decides requests: a second press finds the job of the first.
 */
export async function retryBulkAct({
  prisma,
  proof,
  bulkActId,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  bulkActId: string;
}): Promise<Outcome<null>> {
  return retry({ prisma, proof, bulkActId, acts: ["give", "release", "revoke"] });
}

/** The same for decisions of all requests that match, which every member of the staff may make; refuses other acts. */
export async function retryDecisions({
  prisma,
  proof,
  bulkActId,
}: {
  prisma: Prisma;
  proof: OfferStaff;
  bulkActId: string;
}): Promise<Outcome<null>> {
  return retry({ prisma, proof, bulkActId, acts: ["approve", "decline"] });
}

async function retry({
  prisma,
  proof,
  bulkActId,
  acts,
}: {
  prisma: Prisma;
  proof: OfferStaff;
  bulkActId: string;
  acts: BulkActName[];
}): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM bulk_acts WHERE id = ${bulkActId}::uuid AND offer_id = ${proof.offerId}::uuid AND act = ANY(${acts})
        AND finished_at IS NULL FOR NO KEY UPDATE`;
    const begun = found.length > 0 && (await beginJobAnew(tx, { task: BULK_TASK, key: "bulkActId", value: bulkActId }));
    return begun ? done(null) : refuse("busy", "The portal is at work on this, or is done with it.");
  });
}

/**
 * Goes on with a bulk act where it was. Each person, allocation or request is a transaction of its own, which counts itself: an interruption
 * loses nothing and does nothing twice, and no claim has to wait for more than one of them. Where another worker is at the same act, one of
 * the two leaves it to the other.
 */
export async function runBulkAct({ pool, prisma, bulkActId }: Database & { bulkActId: string }): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<RunningAct>(
      `SELECT id, course_id AS "courseId", offer_id AS "offerId", act, selection, reached, created_by AS "createdBy"
       FROM bulk_acts WHERE id = $1 AND finished_at IS NULL`,
      [bulkActId],
    );
    const [running] = rows;
    if (!running) {
      return;
    }
    const ids = await listNext({ pool, running });
    for (const id of ids) {
      const act = isDeciding(running.act) ? decideNext : callNext;
      if (!(await act({ pool, prisma, running, id }))) {
        return;
      }
      running.reached = id;
    }
    if (ids.length === 0) {
      await pool.query("UPDATE bulk_acts SET finished_at = now() WHERE id = $1 AND finished_at IS NULL", [bulkActId]);
      return;
    }
  }
}

type Next = Database & { running: RunningAct; id: string };

const CALLS: Record<Exclude<BulkActName, DecidingAct>, string> = {
  give: "(SELECT g.outcome FROM give_code($2, $3, $4) g)",
  release: "release_code($3, $2, $4)",
  revoke: "revoke_code($3, $2, $4)",
};

/** Acts on one, and counts it, by one statement. False when another worker has gone on from here meanwhile. */
async function callNext({ pool, running: { id: bulkActId, ...running }, id }: Next): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH answer AS MATERIALIZED (SELECT ${CALLS[running.act as keyof typeof CALLS]} AS outcome)
     UPDATE bulk_acts b SET done = b.done + 1, reached = $3,
       counts = jsonb_set(b.counts, ARRAY[answer.outcome], to_jsonb(coalesce((b.counts ->> answer.outcome)::int, 0) + 1))
     FROM answer WHERE b.id = $1 AND b.reached IS NOT DISTINCT FROM $5::uuid`,
    [bulkActId, running.offerId, id, running.createdBy, running.reached],
  );
  return rowCount === 1;
}

/** Decides one request, and counts it in the same transaction, with the same answer. */
async function decideNext({ prisma, running, id }: Next): Promise<boolean> {
  const { list, reason } = running.selection as RequestSelection;
  const about = {
    prisma,
    proof: { courseId: running.courseId, offerId: running.offerId, userId: running.createdBy },
    requestId: id,
    from: STATES_OF[list],
    note: (tx: Transaction, decision: string) => countDecision(tx, { running, id, decision }),
  };
  try {
    await (running.act === "approve" ? approveRequest(about) : declineRequest({ ...about, reason: reason ?? "" }));
    return true;
  } catch (error) {
    if (error instanceof Overtaken) {
      return false;
    }
    throw error;
  }
}

/** Thrown inside the transaction to take a decision back that another worker has counted. */
class Overtaken extends Error {}

async function countDecision(
  tx: Transaction,
  { running, id, decision }: { running: RunningAct; id: string; decision: string },
): Promise<void> {
  const counted = await tx.$executeRaw`
    UPDATE bulk_acts SET done = done + 1, reached = ${id}::uuid,
      counts = jsonb_set(counts, ARRAY[${decision}], to_jsonb(coalesce((counts ->> ${decision})::int, 0) + 1))
    WHERE id = ${running.id}::uuid AND reached IS NOT DISTINCT FROM ${running.reached}::uuid`;
  if (counted === 0) {
    throw new Overtaken();
  }
}
