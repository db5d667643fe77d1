import type { LimitName } from "@/lib/limit-table";
import type { Database } from "@/server/db";
import { countAttempt, type TooOften } from "@/server/limits";
import { recordEvent } from "../commands";

/**
 * Counts what somebody does in a course (server/limits.ts), and answers with a refusal when it was too much; null lets it pass. The first refusal
 * of each window is an event of the course's trail, and no other: a flood must not fill it.
 */
export async function countCourseAttempt({
  pool,
  prisma,
  limit,
  proof: { userId, courseId },
}: Database & { limit: LimitName; proof: { userId: string; courseId: string } }): Promise<TooOften | null> {
  const refused = await countAttempt({ pool, limit, account: userId, userId, courseId });
  if (refused?.isFirst) {
    const { by } = refused;
    const subject = { subjectType: "course", subjectId: courseId };
    await prisma.$transaction((tx) =>
      recordEvent(tx, { courseId, actorId: userId, act: "limit.reached", ...subject, detail: { limit, by } }),
    );
  }
  return refused;
}
