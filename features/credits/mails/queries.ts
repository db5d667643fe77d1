import type { CreditMailFacts } from "@/features/credits/emails/write-credit-mail";
import type { AllocationState } from "@/features/credits/rules";
import type { Prisma } from "@/server/db";

/**
 * What a mail about a request or an allocation says; null when it would be news of yesterday: the person has left the course, the allocation has
 * ended (or, for a mail that tells of an end, did not end that way), or the request does not wait, or is not declined, any more.
 */
export async function readMailFacts({
  prisma,
  about,
}: {
  prisma: Prisma;
  about: { kind?: string; allocationId: string } | { kind: "waiting" | "declined"; requestId: string };
}): Promise<CreditMailFacts | null> {
  const include = { enrolment: true, offer: { include: { course: true } } } as const;
  const row =
    "allocationId" in about
      ? await prisma.allocation.findFirst({
          where: { id: about.allocationId, state: stateToTell(about.kind) },
          include: { ...include, request: true },
        })
      : await prisma.request.findFirst({
          where: { id: about.requestId, state: about.kind === "waiting" ? "WAITING" : "DECLINED" },
          include,
        });
  if (!row || row.enrolment.removedAt || row.enrolment.scrubbedAt) {
    return null;
  }
  const { course, slug, name, amountMinor, currency, redeemBy, frozenAt } = row.offer;
  return {
    to: row.enrolment.email,
    name: row.enrolment.name,
    course,
    offer: { slug, name, amountMinor, currency, redeemBy },
    frozen: frozenAt !== null,
    // Why a code was released is for the course's staff.
    reason: about.kind === "released" ? null : row.reason,
  };
}

function stateToTell(kind: string | undefined) {
  return kind === "revoked" ? "REVOKED" : kind === "released" ? "RELEASED" : { in: LIVE_STATES };
}

const LIVE_STATES: AllocationState[] = ["ALLOCATED", "REVEALED", "REDEEMED", "REPORTED"];
