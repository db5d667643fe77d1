import type { OfferInstructor } from "@/features/courses/access";
import { countPool } from "@/features/credits/queries";
import type { AllocationState } from "@/features/credits/rules";
import type { Enrolment } from "@/prisma/generated/client";
import type { Prisma } from "@/server/db";

/** An allocation for the offer's instructors. Never the code: seeing one is an act of its own. */
export type AllocationRow = {
  id: string;
  name: string;
  email: string;
  state: AllocationState;
  allocatedAt: Date;
  revealedAt: Date | null;
  redeemedAt: Date | null;
  reportedAt: Date | null;
  /** The slug of one of the guide's problems. */
  reportCause: string | null;
  acknowledgedAt: Date | null;
};

export type AllocationsView = {
  offer: { name: string; guide: string };
  counts: {
    available: number;
    allocated: number;
    revealed: number;
    redeemed: number;
    reported: number;
    quarantined: number;
  };
  /** Codes that their owners say do not work, the longest waiting first, at most 200. */
  reported: AllocationRow[];
  /** A page of all allocations, newest first. */
  rows: AllocationRow[];
  /** Where the next page begins; null on the last. */
  next: string | null;
};

const PAGE = 200;

/** Who holds a code in which state. `after` is the `next` of the page before. */
export async function listAllocations({
  prisma,
  proof,
  after,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  after?: string;
}): Promise<AllocationsView | null> {
  const offerId = proof.offerId;
  const select = columns(offerId);
  const [offer, counts, reported, rows] = await Promise.all([
    prisma.offer.findUnique({ where: { id: offerId }, select: { name: true, guide: true } }),
    countByState({ prisma, proof }),
    prisma.allocation.findMany({
      where: { offerId, state: "REPORTED" },
      orderBy: { reportedAt: "asc" },
      take: PAGE,
      select,
    }),
    prisma.allocation.findMany({
      // Identifiers are ordered by time (UUIDv7), so that a page begins where the one before ended.
      where: { offerId, ...(after && { id: { lt: after } }) },
      orderBy: { id: "desc" },
      take: PAGE + 1,
      select,
    }),
  ]);
  return (
    offer && {
      offer,
      counts,
      reported: reported.map(toRow),
      rows: rows.slice(0, PAGE).map(toRow),
      next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
    }
  );
}

export type ReplacementView = { offer: { name: string; guide: string }; available: number; allocation: AllocationRow };

/** What has to be known before a code is replaced; null when the allocation is not of this offer or has ended. */
export async function readReplacement({
  prisma,
  proof,
  allocationId,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  allocationId: string;
}): Promise<ReplacementView | null> {
  const offerId = proof.offerId;
  const [offer, { available }, allocation] = await Promise.all([
    prisma.offer.findUnique({ where: { id: offerId }, select: { name: true, guide: true } }),
    countPool({ prisma, proof }),
    prisma.allocation.findFirst({
      where: { id: allocationId, offerId, state: { in: ["ALLOCATED", "REVEALED", "REDEEMED", "REPORTED"] } },
      select: columns(offerId),
    }),
  ]);
  return offer && allocation && { offer, available, allocation: toRow(allocation) };
}

async function countByState({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
}): Promise<AllocationsView["counts"]> {
  const [states, pool] = await Promise.all([
    prisma.allocation.groupBy({ by: ["state"], where: { offerId: proof.offerId }, _count: true }),
    countPool({ prisma, proof }),
  ]);
  const count = (wanted: AllocationState) => states.find(({ state }) => state === wanted)?._count ?? 0;
  return {
    ...pool,
    allocated: count("ALLOCATED"),
    revealed: count("REVEALED"),
    redeemed: count("REDEEMED"),
    reported: count("REPORTED"),
  };
}

const columns = (offerId: string) => ({
  id: true,
  state: true,
  allocatedAt: true,
  revealedAt: true,
  redeemedAt: true,
  reportedAt: true,
  reportCause: true,
  enrolment: {
    select: { name: true, email: true, acknowledgements: { where: { offerId }, select: { acknowledgedAt: true } } },
  },
});

type Selected = Omit<AllocationRow, "name" | "email" | "acknowledgedAt"> & {
  enrolment: Pick<Enrolment, "name" | "email"> & { acknowledgements: { acknowledgedAt: Date }[] };
};
function toRow({ enrolment, ...row }: Selected): AllocationRow {
  const { name, email, acknowledgements } = enrolment;
  return { ...row, name, email, acknowledgedAt: acknowledgements[0]?.acknowledgedAt ?? null };
}
