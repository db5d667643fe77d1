import type { OfferStaff } from "@/features/courses/access";
import { type AnswerView, countPool } from "@/features/credits/queries";
import type { RequestState } from "@/features/credits/rules";
import { isFoundBy } from "@/features/roster/rules";
import type { Enrolment, Request, Prisma as Sql } from "@/prisma/generated/client";
import type { Prisma } from "@/server/db";
import { chooseList, type RequestList, STATES_OF } from "./rules";
import { MOST_AT_ONCE } from "./schema";

export type RequestRow = {
  id: string;
  name: string;
  email: string;
  state: RequestState;
  createdAt: Date;
  /** Since when it waits for a code; null when it never had to. */
  waitingAt: Date | null;
  /** When a code was given, or it was declined or taken back; null while it is open. */
  decidedAt: Date | null;
  /** What was written when it was declined. */
  reason: string | null;
  /** Whether its person is still a participant; nobody else can be given a code. */
  isParticipant: boolean;
  answers: AnswerView[];
  /** Where it stands among those who wait, from 1; null where it does not wait, or nobody can be given a code for it. */
  place: number | null;
};

export type RequestsView = {
  offer: { name: string; byApproval: boolean };
  /** Codes in the pool. */
  available: number;
  /** Whether anybody has asked yet. */
  hasAny: boolean;
  /** How many there are in each list of the people looked for. */
  counts: Record<RequestList, number>;
  /** The list whose page is in `rows`: by the order of asking, the decided newest first. */
  state: RequestList;
  rows: RequestRow[];
  /** Where the next page begins; null on the last. */
  next: string | null;
};

const COLUMNS = {
  id: true,
  state: true,
  createdAt: true,
  waitingAt: true,
  fulfilledAt: true,
  declinedAt: true,
  cancelledAt: true,
  reason: true,
  enrolment: { select: { name: true, email: true, role: true, removedAt: true } },
  answers: {
    orderBy: [{ question: { position: "asc" } }, { questionId: "asc" }],
    select: { questionId: true, text: true, question: { select: { text: true } } },
  },
} satisfies Sql.RequestSelect;

/**
 * The requests of an offer, for those who look after them: one list of the three, and how many there are in each. `search` looks in names and
 * addresses; `after` is the `next` of the page before.
 */
export async function listRequests({
  prisma,
  proof: { offerId, ...proof },
  asked,
  search,
  after,
}: {
  prisma: Prisma;
  proof: OfferStaff;
  asked?: unknown;
  search: string;
  after?: string;
}): Promise<RequestsView | null> {
  const found = { offerId, ...(search !== "" && { enrolment: isFoundBy(search) }) };
  const [offer, { available }, states, any, cursor] = await Promise.all([
    prisma.offer.findUnique({ where: { id: offerId }, select: { name: true, policy: true } }),
    countPool({ prisma, proof: { ...proof, offerId } }),
    prisma.request.groupBy({ by: ["state"], where: found, _count: true }),
    prisma.request.findFirst({ where: { offerId }, select: { id: true } }),
    after ? prisma.request.findFirst({ where: { id: after, offerId }, select: { id: true, createdAt: true } }) : null,
  ]);
  const count = (list: RequestList) =>
    states.filter(({ state }) => STATES_OF[list].includes(state)).reduce((sum, { _count }) => sum + _count, 0);
  const counts = { pending: count("pending"), waiting: count("waiting"), decided: count("decided") };
  const state = chooseList(asked, counts);
  const rows = await prisma.request.findMany({
    where: { AND: [found, { state: { in: [...STATES_OF[state]] } }, cursor ? beyond(cursor, state) : {}] },
    orderBy: state === "decided" ? { id: "desc" } : [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE + 1,
    select: COLUMNS,
  });
  const page = rows.slice(0, MOST_AT_ONCE);
  const places = state === "waiting" ? await readPlaces({ prisma, offerId, ids: page.map(({ id }) => id) }) : new Map();
  return (
    offer && {
      offer: { name: offer.name, byApproval: offer.policy === "BY_APPROVAL" },
      available,
      counts,
      hasAny: any !== null,
      state,
      rows: page.map((row) => toRow(row, places.get(row.id))),
      next: rows.length > MOST_AT_ONCE ? (page.at(-1)?.id ?? null) : null,
    }
  );
}

/** What comes after a row in the order of its list. Identifiers are ordered by time (UUIDv7). */
function beyond({ id, createdAt }: { id: string; createdAt: Date }, state: RequestList) {
  return state === "decided"
    ? { id: { lt: id } }
    : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] };
}

async function readPlaces({ prisma, offerId, ids }: { prisma: Prisma; offerId: string; ids: string[] }) {
  const rows = await prisma.$queryRaw<{ id: string; place: number }[]>`
    SELECT id, place FROM (
      SELECT r.id, row_number() OVER (ORDER BY r.created_at, r.id)::int AS place
      FROM requests r JOIN enrolments e ON e.id = r.enrolment_id AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
      WHERE r.offer_id = ${offerId}::uuid AND r.state = 'WAITING'
    ) waiting WHERE id = ANY(${ids}::uuid[])`;
  return new Map(rows.map(({ id, place }) => [id, place]));
}

/** Those of some requests of an offer that can still be declined, in the order of asking. */
export async function listOpenRequests({
  prisma,
  proof,
  requestIds,
}: {
  prisma: Prisma;
  proof: OfferStaff;
  requestIds: string[];
}): Promise<{ offer: { name: string }; open: RequestRow[] } | null> {
  const [offer, rows] = await Promise.all([
    prisma.offer.findUnique({ where: { id: proof.offerId }, select: { name: true } }),
    prisma.request.findMany({
      where: { id: { in: requestIds }, offerId: proof.offerId, state: { in: ["PENDING", "WAITING"] } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: COLUMNS,
    }),
  ]);
  return offer && { offer, open: rows.map((row) => toRow(row)) };
}

type Selected = Pick<
  Request,
  "id" | "state" | "createdAt" | "waitingAt" | "reason" | "declinedAt" | "cancelledAt" | "fulfilledAt"
> & {
  enrolment: Pick<Enrolment, "name" | "email" | "role" | "removedAt">;
  answers: { questionId: string; text: string; question: { text: string } }[];
};

function toRow({ enrolment, answers, ...row }: Selected, place: number | null = null): RequestRow {
  const { id, state, createdAt, waitingAt, reason, declinedAt, cancelledAt, fulfilledAt } = row;
  return {
    id,
    state,
    createdAt,
    waitingAt,
    reason,
    place,
    decidedAt: cancelledAt ?? declinedAt ?? fulfilledAt,
    name: enrolment.name,
    email: enrolment.email,
    isParticipant: enrolment.role === "PARTICIPANT" && !enrolment.removedAt,
    answers: answers.map(({ questionId, text, question }) => ({ id: questionId, question: question.text, text })),
  };
}
