import type { CourseInstructor } from "@/features/courses/access";
import type { Prisma } from "@/server/db";

/** What a copy of the course takes along, in numbers, besides its dates and settings. */
export type CopiedThings = { offers: string[]; questions: number; guides: number; attachments: number };

/** Counts what a copy takes along. */
export async function readCopiedThings({
  prisma,
  proof: { courseId },
}: {
  prisma: Prisma;
  proof: CourseInstructor;
}): Promise<CopiedThings> {
  const [offers, questions, guides, attachments] = await Promise.all([
    prisma.offer.findMany({ where: { courseId }, orderBy: { createdAt: "asc" }, select: { name: true } }),
    prisma.question.count({ where: { courseId, removedAt: null } }),
    prisma.offer.count({ where: { courseId, guideRevisions: { some: {} } } }),
    prisma.attachment.count({ where: { courseId } }),
  ]);
  return { offers: offers.map(({ name }) => name), questions, guides, attachments };
}
