import type { OfferMember } from "@/features/courses/access";
import type { Prisma } from "@/server/db";

/** What the person promised to write, in the words of that day; null when they have not. */
export type Acknowledged = { text: string; acknowledgedAt: Date } | null;

/** The person's recorded acknowledgement of an offer. */
export async function readAcknowledgement({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferMember;
}): Promise<Acknowledged> {
  return prisma.acknowledgement.findUnique({
    where: { offerId_enrolmentId: { offerId: proof.offerId, enrolmentId: proof.enrolmentId } },
    select: { text: true, acknowledgedAt: true },
  });
}
