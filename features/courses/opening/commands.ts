import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { databaseNow, type Prisma, type Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";

type ByInstructor = { prisma: Prisma; proof: CourseInstructor };

/**
 * Lets the participants in: from now on they see the course, and request codes as the windows of its offers allow. Twice is once.
 * Refuses a course without an offer, and an archived one.
 */
export async function openCourse({ prisma, proof }: ByInstructor): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const course = await lockCourse(tx, proof);
    if (course.archivedAt) {
      return refuse("archived", "This course is archived. Reopen it in its settings first.");
    }
    if (course.openedAt) {
      return done(null);
    }
    if ((await tx.offer.count({ where: { courseId: proof.courseId } })) === 0) {
      return refuse("no-offer", "There is nothing to open yet: make an offer first.");
    }
    await tx.course.update({
      where: { id: course.id },
      data: { openedAt: await databaseNow(tx) },
      select: { id: true },
    });
    await record(tx, proof, "course.opened");
    return done(null);
  });
}

/** Ends a course: nothing is given any more, and what people have they keep. Twice is once; `reopenCourse` is the way back. */
export async function archiveCourse({ prisma, proof }: ByInstructor): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const course = await lockCourse(tx, proof);
    if (course.archivedAt) {
      return done(null);
    }
    const archivedAt = await databaseNow(tx);
    await tx.course.update({ where: { id: course.id }, data: { archivedAt }, select: { id: true } });
    await record(tx, proof, "course.archived");
    return done(null);
  });
}

/** Takes the archiving back; whoever still waits for a code is served now. Twice is once. Refuses a course whose names are scrubbed. */
export async function reopenCourse({ prisma, proof }: ByInstructor): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const course = await lockCourse(tx, proof);
    if (!course.archivedAt) {
      return done(null);
    }
    if (course.scrubbedAt) {
      const sentence = "The names and addresses of this course are gone, so it cannot run again. Copy it instead.";
      return refuse("scrubbed", sentence);
    }
    await tx.course.update({ where: { id: course.id }, data: { archivedAt: null }, select: { id: true } });
    await record(tx, proof, "course.reopened");
    // Codes may have come in, or come back, while nothing was given.
    const offers = await tx.offer.findMany({ where: { courseId: course.id }, select: { id: true } });
    for (const { id } of offers) {
      await addJob(tx, { task: "serve-waiting", payload: { offerId: id } });
    }
    return done(null);
  });
}

/** What becomes of one course goes one after the other. */
async function lockCourse(tx: Transaction, { courseId }: CourseInstructor) {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
  return tx.course.findUniqueOrThrow({
    where: { id: courseId },
    select: { id: true, openedAt: true, archivedAt: true, scrubbedAt: true },
  });
}

function record(
  tx: Transaction,
  { courseId, userId }: CourseInstructor,
  act: "course.opened" | "course.archived" | "course.reopened",
): Promise<void> {
  return recordEvent(tx, { courseId, actorId: userId, act, subjectType: "course", subjectId: courseId });
}
