import type { Prisma, Transaction } from "@/server/db";
import { type PlannedReminder, planReminders, type ScheduledDeadline } from "./rules";

type Row = Omit<ScheduledDeadline, "day"> & {
  day: string;
  courseId: string;
  timeZone: string;
  openedAt: Date;
  now: Date;
};

/** What an open course will remind of by itself. */
export type CoursePlan = { courseId: string; now: Date; timeZone: string; planned: PlannedReminder[] };

/** The reminders to come of one open course, or of all. A course that is a draft or archived has none. */
export async function listPlans({
  prisma,
  courseId = null,
}: {
  prisma: Prisma | Transaction;
  courseId?: string | null;
}): Promise<CoursePlan[]> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT o.id AS "offerId", o.slug, o.name, o.opens_at AS "opensAt", d.kind, d.deadline, d.day::text AS day, d.days AS "daysBefore",
      EXISTS (SELECT 1 FROM reminder_occasions r
        WHERE r.offer_id = o.id AND r.kind = d.kind::deadline AND r.deadline = d.deadline::timestamptz(3)) AS "isDone",
      c.id AS "courseId", c.time_zone AS "timeZone", c.opened_at AS "openedAt", now() AS now
    FROM courses c JOIN offers o ON o.course_id = c.id CROSS JOIN LATERAL (VALUES
      ('CLOSE', o.closes_at, (o.closes_at AT TIME ZONE c.time_zone)::date, c.remind_before_close_days),
      ('EXPIRY', (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone, o.redeem_by, c.remind_before_expiry_days)
    ) d (kind, deadline, day, days)
    WHERE c.opened_at IS NOT NULL AND c.archived_at IS NULL AND d.deadline > now() AND d.days IS NOT NULL
      AND (${courseId}::uuid IS NULL OR c.id = ${courseId}::uuid)`;
  const courses = [...new Set(rows.map((row) => row.courseId))];
  return courses.map((id) => {
    const own = rows.filter((row) => row.courseId === id);
    const [{ timeZone, openedAt, now }] = own as [Row];
    const deadlines = own.map(({ day, ...row }) => ({ ...row, day: new Date(`${day}T00:00:00Z`) }));
    return { courseId: id, now, timeZone, planned: planReminders({ deadlines, timeZone, openedAt, now }) };
  });
}
