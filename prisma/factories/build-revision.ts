import { awsGuide } from "@/content/guides/aws/guide";
import type { EditableGuide } from "@/content/guides/types";
import { pickEditable } from "@/features/guides/revisions/schema";
import type { GuideRevision, Offer } from "@/prisma/generated/client";
import type { Prisma } from "@/server/db";

/** A revision of an offer's guide as an older portal may have left it: the provider's guide with `summaries` changed, by the slugs of its pages. */
export async function buildRevision(
  prisma: Prisma,
  {
    offer,
    summaries = {},
    before = {},
    ...overrides
  }: Partial<Omit<GuideRevision, "content">> & {
    offer: Offer;
    summaries?: Record<string, string>;
    /** The summaries of the provider's pages as they were then. */
    before?: Record<string, string>;
  },
): Promise<GuideRevision> {
  const base = withSummaries(pickEditable(awsGuide), before);
  const content = JSON.parse(JSON.stringify({ guide: withSummaries(base, summaries), base }));
  return prisma.guideRevision.create({
    data: { courseId: offer.courseId, offerId: offer.id, number: 1, baseRevision: 1, ...overrides, content },
  });
}

function withSummaries(guide: EditableGuide, summaries: Record<string, string>): EditableGuide {
  return {
    ...guide,
    pages: guide.pages.map((page) => ({ ...page, summary: summaries[page.slug] ?? page.summary })),
  };
}
