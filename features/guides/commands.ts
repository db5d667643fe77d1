import type { OfferMember } from "@/features/courses/access";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { readGuideState } from "./queries";
import { neighbours } from "./rules";

/**
 * Marks a page of the offer's guide as done for this person, or takes the mark back; twice is once. Answers with the slug of the page that
 * follows, null after the last step. Refuses a page that the guide does not have, or that is only there to look things up.
 */
export async function markGuidePage({
  prisma,
  pool,
  proof,
  page,
  done: isDone,
}: Pick<Database, "prisma" | "pool"> & {
  proof: OfferMember;
  page: string;
  done: boolean;
}): Promise<Outcome<{ next: string | null }>> {
  const guide = (await readGuideState({ pool, proof }))?.guide;
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
