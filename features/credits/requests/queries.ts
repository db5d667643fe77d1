import type { OfferInstructor } from "@/features/courses/access";
import { countPool } from "@/features/credits/queries";
import type { RequestState } from "@/features/credits/rules";
import type { Enrolment, Request } from "@/prisma/generated/client";
import type { Prisma } from "@/server/db";

export type RequestRow = {
  id: string;
  name: string;
  email: string;
  state: RequestState;
  createdAt: Date;
  /** When a code was given, or it was declined or taken back; null while it is open. */
  decidedAt: Date | null;
  /** What an instructor wrote when declining. */
  reason: string | null;
  /** Whether its person is still a participant; nobody else can be given a code. */
  isParticipant: boolean;
};

export type RequestsView = {
  offer: { name: string; byApproval: boolean };
  /** Codes in the pool. */
  available: number;
  counts: { pending: number; waiting: number; decided: number };
  /** Those to decide, and those who wait for a code: in the order of their requests, at most 100 of each. */
  pending: RequestRow[];
  waiting: RequestRow[];
  /** A page of those that are decided, newest first. */
  decided: RequestRow[];
  /** Where the next page of the decided begins; null on the last. */
  next: string | null;
};

const PAGE = 100;
const DECIDED: RequestState[] = ["FULFILLED", "DECLINED", "CANCELLED"];

const COLUMNS = {
  id: true,
  state: true,
  createdAt: true,
  fulfilledAt: true,
  declinedAt: true,
  cancelledAt: true,
  reason: true,
  enrolment: { select: { name: true, email: true, role: true, removedAt: true } },
} as const;

/** The requests of an offer as its instructors need them. `after` is the `next` of the page before. */
export async function listRequests({
  prisma,
  proof,
  after,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  after?: string;
}): Promise<RequestsView | null> {
  const offerId = proof.offerId;
  const standing = (state: RequestState) =>
    prisma.request.findMany({
      where: { offerId, state },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: PAGE,
      select: COLUMNS,
    });
  const [offer, { available }, states, pending, waiting, decided] = await Promise.all([
    prisma.offer.findUnique({ where: { id: offerId }, select: { name: true, policy: true } }),
    countPool({ prisma, proof }),
    prisma.request.groupBy({ by: ["state"], where: { offerId }, _count: true }),
    standing("PENDING"),
    standing("WAITING"),
    prisma.request.findMany({
      // Identifiers are ordered by time (UUIDv7), so that a page begins where the one before ended.
      where: { offerId, state: { in: DECIDED }, ...(after && { id: { lt: after } }) },
      orderBy: { id: "desc" },
      take: PAGE + 1,
      select: COLUMNS,
    }),
  ]);
  const count = (...wanted: RequestState[]) =>
    states.filter(({ state }) => wanted.includes(state)).reduce((sum, group) => sum + group._count, 0);
  return (
    offer && {
      offer: { name: offer.name, byApproval: offer.policy === "BY_APPROVAL" },
      available,
      counts: { pending: count("PENDING"), waiting: count("WAITING"), decided: count(...DECIDED) },
      pending: pending.map(toRow),
      waiting: waiting.map(toRow),
      decided: decided.slice(0, PAGE).map(toRow),
      next: decided.length > PAGE ? (decided[PAGE - 1]?.id ?? null) : null,
    }
  );
}

export type OpenRequestView = { offer: { name: string }; request: RequestRow };

/** What has to be known before a request is declined; null when it is none of this offer's, or decided. */
export async function readOpenRequest({
  prisma,
  proof,
  requestId,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  requestId: string;
}): Promise<OpenRequestView | null> {
  const row = await prisma.request.findFirst({
    where: { id: requestId, offerId: proof.offerId, state: { in: ["PENDING", "WAITING"] } },
    select: { ...COLUMNS, offer: { select: { name: true } } },
  });
  return row && { offer: row.offer, request: toRow(row) };
}

type Selected = Pick<
  Request,
  "id" | "state" | "createdAt" | "reason" | "declinedAt" | "cancelledAt" | "fulfilledAt"
> & {
  enrolment: Pick<Enrolment, "name" | "email" | "role" | "removedAt">;
};

function toRow({ enrolment, ...row }: Selected): RequestRow {
  const { id, state, createdAt, reason, declinedAt, cancelledAt, fulfilledAt } = row;
  return {
    id,
    state,
    createdAt,
    reason,
    decidedAt: cancelledAt ?? declinedAt ?? fulfilledAt,
    name: enrolment.name,
    email: enrolment.email,
    isParticipant: enrolment.role === "PARTICIPANT" && !enrolment.removedAt,
  };
}
