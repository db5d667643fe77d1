import { recordEvent } from "@/features/audit/commands";
import type { OfferMember } from "@/features/courses/access";
import { databaseNow, type Prisma } from "@/server/db";
import { done, type Outcome } from "@/server/errors";

type ByMember = { prisma: Prisma; proof: OfferMember };

/** "I will acknowledge this", with the offer's words as they stand now. A second time changes nothing: the first words are those that were promised. */
export async function giveAcknowledgement({ prisma, proof }: ByMember): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const offer = await tx.offer.findUniqueOrThrow({ where: { id: proof.offerId }, select: { acknowledgement: true } });
    const { count } = await tx.acknowledgement.createMany({
      data: {
        ...mine(proof),
        courseId: proof.courseId,
        text: offer.acknowledgement,
        acknowledgedAt: await databaseNow(tx),
      },
      skipDuplicates: true,
    });
    if (count > 0) {
      await recordEvent(tx, { ...about(proof), act: "acknowledgement.given" });
    }
    return done(null);
  });
}

/** Takes the promise back. Without one there is nothing to do, and nothing is recorded. */
export async function takeBackAcknowledgement({ prisma, proof }: ByMember): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.acknowledgement.deleteMany({ where: mine(proof) });
    if (count > 0) {
      await recordEvent(tx, { ...about(proof), act: "acknowledgement.taken-back" });
    }
    return done(null);
  });
}

function mine(proof: OfferMember) {
  return { offerId: proof.offerId, enrolmentId: proof.enrolmentId };
}

function about(proof: OfferMember) {
  return {
    courseId: proof.courseId,
    offerId: proof.offerId,
    actorId: proof.userId,
    subjectType: "enrolment",
    subjectId: proof.enrolmentId,
  };
}
