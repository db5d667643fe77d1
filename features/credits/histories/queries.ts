import type { OfferStaff } from "@/features/courses/access";
import { type AllocationRow, type OfferHead, readOfferHead, readRows } from "@/features/credits/allocations/queries";
import type { AllocationState } from "@/features/credits/rules";
import type { Database } from "@/server/db";
import { type HistoryLine, tellHistory } from "./rules";

export type HistoryView = OfferHead & {
  allocation: AllocationRow;
  /** Whether its person is still a participant of the course. */
  isParticipant: boolean;
  enrolmentId: string;
  request: { createdAt: Date | null; answers: { question: string; text: string }[] };
  batch: { fileName: string; importedAt: Date } | null;
  /** Why an instructor revoked or released it, where one wrote that. */
  reason: string | null;
  history: HistoryLine[];
  /** How often instructors were shown the code. */
  shown: number;
  /** The person's other allocations of this offer, newest first. */
  others: { id: string; state: AllocationState; allocatedAt: Date }[];
};

type FactsRow = {
  enrolmentId: string;
  isParticipant: boolean;
  requestId: string;
  requestedAt: Date | null;
  reason: string | null;
  fileName: string | null;
  importedAt: Date | null;
};
type EventRow = { act: string; at: Date; actor: string | null; detail: Record<string, unknown> };

/** One allocation with all that happened to it; null when it is none of this offer's. */
export async function readHistory({
  pool,
  proof,
  allocationId,
}: {
  pool: Database["pool"];
  proof: OfferStaff;
  allocationId: string;
}): Promise<HistoryView | null> {
  const { rows } = await pool.query<FactsRow>(
    `SELECT a.enrolment_id AS "enrolmentId", e.role = 'PARTICIPANT' AND e.removed_at IS NULL AS "isParticipant",
       a.reason, r.id AS "requestId", CASE WHEN NOT r.by_hand THEN r.created_at END AS "requestedAt", b.file_name AS "fileName", b.created_at AS "importedAt"
     FROM allocations a JOIN requests r ON r.id = a.request_id JOIN enrolments e ON e.id = a.enrolment_id
     LEFT JOIN batches b ON b.id = a.batch_id WHERE a.id = $1 AND a.offer_id = $2`,
    [allocationId, proof.offerId],
  );
  const [facts] = rows;
  if (!facts) {
    return null;
  }
  const [head, [allocation], events, answers, others] = await Promise.all([
    readOfferHead({ pool, proof }),
    readRows({ pool, proof, ids: [allocationId] }),
    listEvents(pool, [allocationId, facts.requestId]),
    listAnswers(pool, facts.requestId),
    listOthers(pool, [proof.offerId, facts.enrolmentId, allocationId]),
  ]);
  return head && allocation
    ? {
        ...head,
        allocation,
        isParticipant: facts.isParticipant,
        enrolmentId: facts.enrolmentId,
        request: { createdAt: facts.requestedAt, answers },
        batch:
          facts.fileName !== null && facts.importedAt
            ? { fileName: facts.fileName, importedAt: facts.importedAt }
            : null,
        reason: facts.reason,
        history: tellHistory({
          allocation,
          request: { createdAt: facts.requestedAt },
          events,
          holder: allocation.email,
        }),
        shown: events.filter(({ act }) => act === "code.shown-to-instructor").length,
        others,
      }
    : null;
}

/** What the index audit_events_subject holds: everything but the act of a claim, which the allocation itself tells. */
async function listEvents(pool: Database["pool"], subjects: string[]): Promise<EventRow[]> {
  const { rows } = await pool.query<EventRow>(
    `SELECT v.act, v.at, u.email AS actor, v.detail FROM audit_events v LEFT JOIN users u ON u.id = v.actor_id
     WHERE v.subject_id = ANY ($1) AND v.act <> 'code.allocated' ORDER BY v.id LIMIT 500`,
    [subjects],
  );
  return rows;
}

async function listAnswers(pool: Database["pool"], requestId: string): Promise<{ question: string; text: string }[]> {
  const { rows } = await pool.query<{ question: string; text: string }>(
    `SELECT q.text AS question, w.text FROM answers w JOIN questions q ON q.id = w.question_id
     WHERE w.request_id = $1 ORDER BY q.position, q.id`,
    [requestId],
  );
  return rows;
}

// Two indexes, of live allocations and of those that have ended, as in the table's search.
async function listOthers(pool: Database["pool"], values: [string, string, string]): Promise<HistoryView["others"]> {
  const some = (states: string) =>
    `SELECT id, state, allocated_at AS "allocatedAt" FROM allocations
     WHERE offer_id = $1 AND enrolment_id = $2 AND id <> $3 AND state IN (${states})`;
  const { rows } = await pool.query<HistoryView["others"][number]>(
    `${some("'ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED'")} UNION ALL ${some("'REPLACED', 'REVOKED', 'RELEASED'")} ORDER BY id DESC`,
    values,
  );
  return rows;
}
