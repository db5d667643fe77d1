import type { Transaction } from "@/server/db";

/** Clocks of the course between which its list goes out. */
const MAIL_HOURS = { from: 7, until: 10 };

/**
 * Takes every course whose morning it is and leaves a job for each of its instructors and assistants; answers with how many. A course is taken
 * once a day, whoever asks and how often: its day is written in the same statement that takes it. Hours, because a worker that was
 * away at seven still finds the morning; not later, because a list of the morning is stale at night.
 */
export async function takeDueCourses(tx: Transaction): Promise<number> {
  return tx.$executeRaw`
    WITH due AS (
      UPDATE courses c SET daily_mail_on = (now() AT TIME ZONE c.time_zone)::date
      WHERE c.daily_mail AND c.opened_at IS NOT NULL AND c.archived_at IS NULL
        AND extract(hour FROM now() AT TIME ZONE c.time_zone) >= ${MAIL_HOURS.from}
        AND extract(hour FROM now() AT TIME ZONE c.time_zone) < ${MAIL_HOURS.until}
        AND c.daily_mail_on IS DISTINCT FROM (now() AT TIME ZONE c.time_zone)::date
      RETURNING c.id, c.daily_mail_on
    )
    INSERT INTO outbox_jobs (task, payload)
    SELECT 'send-daily-mail', jsonb_build_object('enrolmentId', e.id, 'day', due.daily_mail_on)
    FROM due JOIN enrolments e ON e.course_id = due.id AND e.removed_at IS NULL AND e.role IN ('INSTRUCTOR', 'ASSISTANT')`;
}
