import { findGuide } from "@/content/guides/index";
import type { EditableGuide, Guide } from "@/content/guides/types";
import type { OfferInstructor } from "@/features/courses/access";
import type { Prisma, Transaction } from "@/server/db";
import { pickEditable, revisionContent } from "./schema";

/** The guide of an offer as it is edited. `number` is the newest revision's, 0 where the provider's guide is read as it is. */
export type GuideAtDesk = {
  template: Guide;
  number: number;
  guide: EditableGuide;
  /** What each page began from, or was last compared with, in the provider's guide. */
  base: EditableGuide;
  /** The number of the provider's revision that everything was last compared with. */
  baseRevision: number;
};

/** A revision in the list; `author` is null when nobody's name is known. */
export type RevisionRow = { number: number; note: string; createdAt: Date; author: string | null };

type Reading = { prisma: Pick<Transaction, "offer" | "guideRevision">; proof: OfferInstructor };

/** The newest state of an offer's guide. Null when this portal no longer has the guide that the offer names. */
export async function readGuideAtDesk({ prisma, proof }: Reading): Promise<GuideAtDesk | null> {
  const where = { offerId: proof.offerId, courseId: proof.courseId };
  const offer = await prisma.offer.findUniqueOrThrow({ where: { id: proof.offerId }, select: { guide: true } });
  const template = findGuide(offer.guide);
  if (!template) {
    return null;
  }
  const latest = await prisma.guideRevision.findFirst({ where, orderBy: { number: "desc" } });
  if (!latest) {
    const guide = pickEditable(template);
    return { template, number: 0, guide, base: guide, baseRevision: template.revision.number };
  }
  const content = revisionContent.parse(latest.content);
  return { template, number: latest.number, ...content, baseRevision: latest.baseRevision };
}

/** The guide as it read in a revision; 0 is the provider's. Null for a number that there is not. */
export async function readRevision({
  prisma,
  proof,
  template,
  number,
}: Reading & { template: Guide; number: number }): Promise<Pick<
  GuideAtDesk,
  "number" | "guide" | "base" | "baseRevision"
> | null> {
  if (number === 0) {
    const guide = pickEditable(template);
    return { number, guide, base: guide, baseRevision: template.revision.number };
  }
  const found = await prisma.guideRevision.findFirst({
    where: { offerId: proof.offerId, courseId: proof.courseId, number },
  });
  return found && { number, ...revisionContent.parse(found.content), baseRevision: found.baseRevision };
}

const MOST_LISTED = 200;

/** The newest revisions of an offer's guide, newest first. */
export async function listRevisions({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
}): Promise<RevisionRow[]> {
  return prisma.$queryRaw<RevisionRow[]>`
    SELECT r.number, r.note, r.created_at AS "createdAt",
      coalesce(nullif(e.name, ''), nullif(u.name, ''), u.email) AS author
    FROM guide_revisions r
    LEFT JOIN users u ON u.id = r.created_by
    LEFT JOIN enrolments e ON e.course_id = r.course_id AND e.email = u.email
    WHERE r.offer_id = ${proof.offerId}::uuid
    ORDER BY r.number DESC LIMIT ${MOST_LISTED}`;
}
