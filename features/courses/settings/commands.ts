import { recordEvent } from "@/features/audit/commands";
import { type FormRefusal, refuseProblems, refuseStale } from "@/lib/form-state";
import type { Prisma, Transaction } from "@/server/db";
import { type Done, done } from "@/server/errors";
import type { CourseInstructor } from "../access";
import { findSettingsProblems, settingsLabels, writeSettings } from "./rules";
import type { SettingsInput } from "./schema";

/**
 * Saves the settings of a course. Refuses a day of forgetting on which somebody could still redeem a code, and when somebody else has saved
 * other settings since `version`.
 */
export async function changeSettings({
  prisma,
  proof,
  input,
  version,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  input: SettingsInput;
  version: number;
}): Promise<Done<null> | FormRefusal> {
  return prisma.$transaction(async (tx) => {
    const stored = await lockSettings(tx, proof);
    const settings = { ...input, dailyMail: input.dailyMail === "yes" };
    if (stored.settingsVersion !== version) {
      const texts = { stored: writeSettings(stored), typed: writeSettings(settings) };
      return refuseStale({ thing: "course", labels: settingsLabels, ...texts, version: stored.settingsVersion });
    }
    const refusal = refuseProblems(findSettingsProblems(input, { ...stored, stored: stored.retainUntil }));
    if (refusal) {
      return refusal;
    }
    await tx.course.update({
      where: { id: proof.courseId },
      data: { ...settings, settingsVersion: { increment: 1 } },
      select: { id: true },
    });
    await recordEvent(tx, {
      courseId: proof.courseId,
      actorId: proof.userId,
      act: "course.settings-changed",
      subjectType: "course",
      subjectId: proof.courseId,
      detail: { ...writeSettings(settings), version: version + 1 },
    });
    return done(null);
  });
}

/**
 * Holds the course's day of forgetting until the end of the transaction, so that a last day that is judged by it and the settings cannot change at
 * once. Null: nothing is forgotten by itself.
 */
export async function lockRetention(tx: Transaction, courseId: string): Promise<Date | null> {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
  return (await tx.course.findUniqueOrThrow({ where: { id: courseId }, select: { retainUntil: true } })).retainUntil;
}

/** The settings as they stand, held until the end of the transaction, with the days that decide by the database's clock. */
async function lockSettings(tx: Transaction, { courseId }: CourseInstructor) {
  const [days] = await tx.$queryRaw<[{ today: Date; lastRedeemBy: Date | null }]>`
    SELECT (now() AT TIME ZONE c.time_zone)::date AS today,
      (SELECT max(redeem_by) FROM offers WHERE course_id = c.id) AS "lastRedeemBy"
    FROM courses c WHERE c.id = ${courseId}::uuid FOR NO KEY UPDATE OF c`;
  return { ...(await tx.course.findUniqueOrThrow({ where: { id: courseId } })), ...days };
}
