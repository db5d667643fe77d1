import type { OfferMember } from "@/features/courses/access";
import type { Prisma } from "@/server/db";
import { type KeyRing, openText } from "@/server/key-ring";

/**
 * The code itself, for its owner and only after the reveal; null before it. Throws when the row was tampered with.
 * `ring` has the code keys.
 */
export async function readRevealedCode({
  prisma,
  proof,
  ring,
}: {
  prisma: Prisma;
  proof: OfferMember;
  ring: KeyRing;
}): Promise<string | null> {
  const allocation = await prisma.allocation.findFirst({
    where: {
      offerId: proof.offerId,
      enrolmentId: proof.enrolmentId,
      state: { in: ["REVEALED", "REDEEMED", "REPORTED"] },
    },
    select: { code: { select: { id: true, keyId: true, ciphertext: true } } },
  });
  if (!allocation) return null;
  const { id, keyId, ciphertext } = allocation.code;
  return openText({ sealed: ciphertext, keyId, ring, boundTo: id });
}

/** The link that the sponsor gave along with a code, for its owner and only after the reveal; null where there is none. `ring` has the code keys. */
export async function readRevealedLink({
  prisma,
  proof,
  ring,
}: {
  prisma: Prisma;
  proof: OfferMember;
  ring: KeyRing;
}): Promise<string | null> {
  const allocation = await prisma.allocation.findFirst({
    where: {
      offerId: proof.offerId,
      enrolmentId: proof.enrolmentId,
      state: { in: ["REVEALED", "REDEEMED", "REPORTED"] },
    },
    select: { code: { select: { id: true, keyId: true, linkCiphertext: true } } },
  });
  if (!allocation?.code.linkCiphertext) return null;
  const { id, keyId, linkCiphertext } = allocation.code;
  return openText({ sealed: linkCiphertext, keyId, ring, boundTo: id });
}
