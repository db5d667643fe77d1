import type { OfferMember } from "@/features/courses/access";
import { unseal } from "@/server/crypto";
import type { Prisma } from "@/server/db";

/**
 * The code itself, for its owner and only after the reveal; null before it. Throws when the row was tampered with.
 * `key` is CODE_KEY.
 */
export async function readRevealedCode({
  prisma,
  proof,
  key,
}: {
  prisma: Prisma;
  proof: OfferMember;
  key: Buffer;
}): Promise<string | null> {
  const allocation = await prisma.allocation.findFirst({
    where: {
      offerId: proof.offerId,
      enrolmentId: proof.enrolmentId,
      state: { in: ["REVEALED", "REDEEMED", "REPORTED"] },
    },
    select: { code: { select: { id: true, ciphertext: true } } },
  });
  return allocation && unseal({ sealed: allocation.code.ciphertext, key, boundTo: allocation.code.id });
}

/** The link that the sponsor gave along with a code, for its owner and only after the reveal; null where there is none. `key` is CODE_KEY. */
export async function readRevealedLink({
  prisma,
  proof,
  key,
}: {
  prisma: Prisma;
  proof: OfferMember;
  key: Buffer;
}): Promise<string | null> {
  const allocation = await prisma.allocation.findFirst({
    where: {
      offerId: proof.offerId,
      enrolmentId: proof.enrolmentId,
      state: { in: ["REVEALED", "REDEEMED", "REPORTED"] },
    },
    select: { code: { select: { id: true, linkCiphertext: true } } },
  });
  const { id, linkCiphertext } = allocation?.code ?? { id: "", linkCiphertext: null };
  return linkCiphertext && unseal({ sealed: linkCiphertext, key, boundTo: id });
}
