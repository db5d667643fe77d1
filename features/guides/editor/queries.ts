import type { GuideReference } from "@/content/guides/types";
import type { OfferInstructor } from "@/features/courses/access";
import type { Database, Prisma } from "@/server/db";
import { readGuideState } from "../queries";
import { readGuideAtDesk } from "../revisions/queries";
import { applyPage, type PagePreview, previewPage } from "./rules";
import type { TypedPage } from "./schema";

/** What a page would look like with the words that were typed, filled with the offer's own figures. Null when it is gone. */
export async function previewPageOf({
  prisma,
  pool,
  proof,
  page,
  typed,
}: Pick<Database, "prisma" | "pool"> & {
  proof: OfferInstructor;
  page: string;
  typed: TypedPage;
}): Promise<PagePreview | null> {
  const [desk, state] = await Promise.all([readGuideAtDesk({ prisma, proof }), readGuideState({ pool, proof })]);
  const guide = desk && applyPage(desk.guide, page, typed);
  return guide && state && previewPage({ guide, slug: page, facts: state.facts });
}

/** What may be named as related: the pages of this guide, and the guides of the course's other offers. */
export async function listRelatedChoices({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
}): Promise<GuideReference[]> {
  const desk = await readGuideAtDesk({ prisma, proof });
  const offers = await prisma.offer.findMany({
    where: { courseId: proof.courseId, id: { not: proof.offerId } },
    orderBy: { name: "asc" },
    select: { slug: true, name: true, guide: true },
  });
  const pages = desk?.guide.pages.map(({ slug, title }) => ({ guide: desk.template.slug, page: slug, title })) ?? [];
  return [...pages, ...offers.map(({ slug, name, guide }) => ({ guide, offer: slug, title: `Guide to ${name}` }))];
}
