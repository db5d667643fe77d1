import type { OfferInstructor, OfferMember } from "@/features/courses/access";
import { readIdentifier } from "@/lib/read-identifier";
import { readBlob } from "@/server/blobs";
import type { Prisma } from "@/server/db";

/** The bytes of a screenshot of the offer's guide. Null when there is none of that identifier. */
export async function readScreenshot({
  prisma,
  proof,
  image,
}: {
  prisma: Prisma;
  proof: OfferMember | OfferInstructor;
  image: string;
}): Promise<{ data: Uint8Array<ArrayBuffer>; mediaType: string } | null> {
  const id = readIdentifier(image);
  const found = id && (await prisma.guideImage.findFirst({ where: { id, offerId: proof.offerId } }));
  return found ? readBlob(prisma, found.blobId) : null;
}
