import { recordEvent } from "@/features/audit/commands";
import type { CodeDisclosure } from "@/features/courses/access";
import type { Prisma } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { type KeyRing, openText } from "@/server/key-ring";
import { mayBeShown, SHOWN_PER_HOUR } from "./rules";

/**
 * Shows the code of an allocation to an instructor who has just confirmed who they are. No record, no code: the event commits before the
 * code is answered. Refuses an allocation of elsewhere, and more than SHOWN_PER_HOUR codes within an hour. `ring` has the code keys; throws when
 * the row was tampered with.
 */
export async function showCode({
  prisma,
  proof,
  allocationId,
  ring,
}: {
  prisma: Prisma;
  proof: CodeDisclosure;
  allocationId: string;
  ring: KeyRing;
}): Promise<Outcome<{ code: string; link: string | null }>> {
  return prisma.$transaction(async (tx) => {
    // One after the other, so that many at once cannot all count the same few.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`bursar shown codes ${proof.userId}`}))`;
    const [{ lately }] = await tx.$queryRaw<[{ lately: number }]>`
      SELECT count(*)::int AS lately FROM audit_events
      WHERE actor_id = ${proof.userId}::uuid AND act = 'code.shown-to-instructor' AND at > now() - interval '1 hour'`;
    if (!mayBeShown(lately)) {
      return refuse(
        "too-many",
        `You were shown ${SHOWN_PER_HOUR} codes within the last hour, which is the most. Come back later; this attempt shows nothing.`,
      );
    }
    const allocation = await tx.allocation.findFirst({
      where: { id: allocationId, offerId: proof.offerId },
      select: { code: { select: { id: true, state: true, keyId: true, ciphertext: true, linkCiphertext: true } } },
    });
    if (!allocation || allocation.code.state === "WITHDRAWN") {
      return refuse("changed", "There is no such code any more, so nothing is shown.");
    }
    const { id, keyId, ciphertext, linkCiphertext } = allocation.code;
    await recordEvent(tx, {
      courseId: proof.courseId,
      offerId: proof.offerId,
      actorId: proof.userId,
      act: "code.shown-to-instructor",
      subjectType: "allocation",
      subjectId: allocationId,
    });
    return done({
      code: openText({ sealed: ciphertext, keyId, ring, boundTo: id }),
      link: linkCiphertext && openText({ sealed: linkCiphertext, keyId, ring, boundTo: id }),
    });
  });
}
