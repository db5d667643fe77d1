import type { OfferInstructor } from "@/features/courses/access";
import { type Database, type Prisma, queryDespiteDeadlock } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";
import { countSelection, listNext, type RunningAct } from "./queries";
import { type BulkActName, refusalOfGift, type Selection } from "./rules";

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

/** Hands an act on many to the worker, and answers with its identifier. Refuses a selection of nothing. */
export async function startBulkAct({
  pool,
  prisma,
  proof,
  act,
  selection,
}: {
  pool: Database["pool"];
  prisma: Prisma;
  proof: OfferInstructor;
  act: BulkActName;
  selection: Selection;
}): Promise<Outcome<{ bulkActId: string }>> {
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
    await addJob(tx, { task: "run-bulk-act", payload: { bulkActId: bulkAct.id } });
    return done({ bulkActId: bulkAct.id });
  });
}

const CALLS: Record<BulkActName, string> = {
  give: "(SELECT g.outcome FROM give_code($2, $3, $4) g)",
  release: "release_code($3, $2, $4)",
  revoke: "revoke_code($3, $2, $4)",
};

/**
 * Goes on with a bulk act where it was. Each person or allocation is a transaction of its own, which counts itself: an interruption loses
 * nothing and does nothing twice, and no claim has to wait for more than one of them.
 */
export async function runBulkAct({ pool, bulkActId }: { pool: Database["pool"]; bulkActId: string }): Promise<void> {
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
      await pool.query(
        `WITH answer AS MATERIALIZED (SELECT ${CALLS[running.act]} AS outcome)
         UPDATE bulk_acts b SET done = b.done + 1, reached = $3,
           counts = jsonb_set(b.counts, ARRAY[answer.outcome], to_jsonb(coalesce((b.counts ->> answer.outcome)::int, 0) + 1))
         FROM answer WHERE b.id = $1`,
        [bulkActId, running.offerId, id, running.createdBy],
      );
    }
    if (ids.length === 0) {
      await pool.query("UPDATE bulk_acts SET finished_at = now() WHERE id = $1 AND finished_at IS NULL", [bulkActId]);
      return;
    }
  }
}
