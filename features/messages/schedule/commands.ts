import { v7 as uuid7 } from "uuid";
import { BULK_PRIORITY, LONG, lockCourse, queueMessage } from "@/features/messages/commands";
import { readAudiencePeople } from "@/features/messages/queries";
import type { Prisma } from "@/server/db";
import { addJob } from "@/server/jobs";
import { listPlans } from "./queries";
import { listWanted, scheduledWords } from "./rules";

/** Finds the courses with a reminder that is due, and gives each a job of its own: what fails for one does not hold up the others. */
export async function queueDueCourses({ prisma }: { prisma: Prisma }): Promise<void> {
  const plans = await listPlans({ prisma });
  const due = plans.filter(({ planned, now }) => planned.some((each) => each.due <= now));
  await prisma.$transaction(async (tx) => {
    for (const { courseId } of due) {
      await addJob(tx, { task: "remind-course", payload: { courseId }, priority: BULK_PRIORITY });
    }
  });
}

/**
 * Sends what a course reminds of by itself and is due: one message for all of its deadlines, one mail for each person. Each deadline is
 * recorded as done in the same transaction, so that running this twice, or twice at once, reminds once. Answers with how many people
 * are reminded.
 */
export async function remindOnSchedule({ prisma, courseId }: { prisma: Prisma; courseId: string }): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const course = await lockCourse(tx, courseId);
    // Asked after the lock: another worker may have done it meanwhile, or somebody archived the course.
    const [plan] = await listPlans({ prisma: tx, courseId });
    const due = plan?.planned.filter((each) => each.due <= plan.now) ?? [];
    if (due.length === 0) {
      return 0;
    }
    const audience = { kind: "REMINDER" as const, wanted: listWanted(due) };
    const { recipients } = await readAudiencePeople({ prisma: tx, proof: { courseId }, audience });
    const id = uuid7();
    const words = scheduledWords({ course: course.title, kinds: due.map(({ kind }) => kind) });
    if (recipients > 0) {
      await queueMessage(tx, { id, courseId, createdBy: null, audience, ...words });
    }
    await tx.reminderOccasion.createMany({
      data: due.map(({ offerId, kind, deadline }) => ({
        offerId,
        kind,
        deadline,
        courseId,
        messageId: recipients > 0 ? id : null,
      })),
    });
    return recipients;
  }, LONG);
}
