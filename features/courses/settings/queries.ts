import type { Prisma } from "@/server/db";
import type { CourseInstructor } from "../access";

/** The settings of a course. `retainUntil` is a day (midnight UTC), `version` that of the settings alone. */
export type SettingsView = {
  retainUntil: Date | null;
  dailyMail: boolean;
  reminderGapDays: number;
  remindBeforeCloseDays: number | null;
  remindBeforeExpiryDays: number | null;
  version: number;
  scrubbedAt: Date | null;
};

/** The settings of one course. */
export async function readSettings({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
}): Promise<SettingsView | null> {
  const row = await prisma.course.findUnique({
    where: { id: proof.courseId },
    select: {
      retainUntil: true,
      dailyMail: true,
      reminderGapDays: true,
      remindBeforeCloseDays: true,
      remindBeforeExpiryDays: true,
      settingsVersion: true,
      scrubbedAt: true,
    },
  });
  if (!row) {
    return null;
  }
  const { settingsVersion, ...settings } = row;
  return { ...settings, version: settingsVersion };
}
