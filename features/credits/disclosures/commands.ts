import { recordEvent } from "@/features/audit/commands";
import { countCourseAttempt } from "@/features/audit/limits/commands";
import type { CodeDisclosure } from "@/features/courses/access";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { type KeyRing, openText } from "@/server/key-ring";
import { sayTooOften } from "@/server/limit-words";

/**
 * Shows the code of an allocation to an instructor who has just confirmed who they are. No record, no code: the event commits before the
 * code is answered. Refuses an allocation of elsewhere, and more attempts within an hour than lib/limit-table.ts lets one
 * instructor have (T17); an attempt that cannot be counted throws. `ring` has the code keys; throws when
 * the row was tampered with.
 */
export async function showCode({
  pool,
  prisma,
  proof,
  allocationId,
  ring,
}: Database & {
  proof: CodeDisclosure;
  allocationId: string;
  ring: KeyRing;
}): Promise<Outcome<{ code: string; link: string | null }>> {
  const refused = await countCourseAttempt({ pool, prisma, limit: "show-code", proof });
  if (refused) {
    return refuse("too-many", sayTooOften(refused));
  }
  return prisma.$transaction(async (tx) => {
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
