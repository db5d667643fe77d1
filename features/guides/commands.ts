import { findGuide } from "@/content/guides/index";
import type { OfferMember } from "@/features/courses/access";
import type { Prisma } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { neighbours } from "./rules";

/**
 * Marks a page of the offer's guide as done for this person, or takes the mark back; twice is once. Answers with the slug of the page that
 * follows, null after the last. Refuses a page that the guide does not have, or that is only there to look things up.
 */
export async function markGuidePage({
  prisma,
  proof,
  page,
  done: isDone,
}: {
  prisma: Prisma;
  proof: OfferMember;
  page: string;
  done: boolean;
}): Promise<Outcome<{ next: string | null }>> {
  const { guide: slug } = await prisma.offer.findUniqueOrThrow({
    where: { id: proof.offerId },
    select: { guide: true },
  });
  const guide = findGuide(slug);
  const known = guide?.pages.find((each) => each.slug === page);
  if (!guide || known?.done === undefined) {
    return refuse("no-such-page", "This guide has no such step.");
  }
  const mark = { offerId: proof.offerId, enrolmentId: proof.enrolmentId, page };
  if (isDone) {
    await prisma.guideProgress.createMany({ data: { ...mark, courseId: proof.courseId }, skipDuplicates: true });
  } else {
    await prisma.guideProgress.deleteMany({ where: mark });
  }
  return done({ next: neighbours({ guide, slug: page }).next?.slug ?? null });
}
