import { listStoppedActs } from "@/features/credits/bulk/queries";
import type { Database } from "@/server/db";
import { type Dashboard, type DeskPlace, readDashboard } from "../dashboard/queries";
import { readToldToWait } from "../limits/queries";
import type { DeskFacts, FailedImport, GivenUp } from "./rules";

/** What went wrong in a course without anybody waiting: imports that failed, acts on many that stopped, people whom the mail server refuses, mails that were given up, and limits that were reached. */
export type Mishaps = Pick<
  DeskFacts,
  "failedImports" | "stoppedActs" | "refused" | "givenUp" | "toldToWait" | "written"
>;

// An import is done with when a later one of its kind, into the same offer, went well, and forgotten after a month.
const FAILED_IMPORTS = `
  SELECT i.id, i.kind, i.file_name AS "fileName", o.name AS offer, coalesce(i.finished_at, i.created_at) AS at
  FROM imports i LEFT JOIN offers o ON o.id = i.offer_id
  WHERE i.course_id = $1 AND i.state = 'FAILED' AND i.created_at > now() - interval '30 days' AND NOT EXISTS (
    SELECT 1 FROM imports l WHERE l.course_id = i.course_id AND l.id > i.id AND l.kind = i.kind AND l.offer_id IS NOT DISTINCT FROM i.offer_id
      AND l.state IN ('DONE', 'UNDONE'))
  ORDER BY at DESC LIMIT 5`;

// A refusal is done with when a later mail was taken, the address was put right, or the person has left.
const REFUSED = `
  SELECT count(DISTINCT d.enrolment_id)::int AS count, min(coalesce(d.settled_at, d.queued_at)) AS since
  FROM deliveries d JOIN enrolments e ON e.id = d.enrolment_id AND e.removed_at IS NULL AND e.email = d.address
  WHERE d.course_id = $1 AND d.state = 'REFUSED' AND NOT EXISTS (
    SELECT 1 FROM deliveries l WHERE l.enrolment_id = d.enrolment_id AND l.state = 'ACCEPTED' AND l.queued_at >= d.queued_at)`;

// What was given up is done with when a later message of its kind was taken for the person, or they have left, and forgotten after a month. Notices, each
// a letter to one person, count together.
const GIVEN_UP = `
  SELECT CASE WHEN m.kind <> 'NOTICE' THEN m.id END AS id, min(CASE WHEN m.kind <> 'NOTICE' THEN m.subject END) AS subject,
    count(DISTINCT d.enrolment_id)::int AS people, min(d.settled_at) AS since
  FROM deliveries d JOIN messages m ON m.id = d.message_id JOIN enrolments e ON e.id = d.enrolment_id AND e.removed_at IS NULL
  WHERE d.course_id = $1 AND d.state = 'GIVEN_UP' AND d.settled_at > now() - interval '30 days' AND NOT EXISTS (
    SELECT 1 FROM deliveries l JOIN messages n ON n.id = l.message_id AND n.kind = m.kind
    WHERE l.enrolment_id = d.enrolment_id AND l.state = 'ACCEPTED' AND l.queued_at >= d.queued_at)
  GROUP BY 1 ORDER BY since DESC LIMIT 5`;

// A notice is the portal's own letter to one person about their code, and tells nobody else of the course.
const WRITTEN = `SELECT EXISTS (SELECT 1 FROM messages WHERE course_id = $1 AND kind <> 'NOTICE') AS written`;

/** Reads them for a course. */
export async function readMishaps({
  pool,
  place,
}: {
  pool: Database["pool"];
  place: Pick<DeskPlace, "courseId">;
}): Promise<Mishaps> {
  const [imports, stoppedActs, refused, givenUp, toldToWait, messages] = await Promise.all([
    pool.query<FailedImport>(FAILED_IMPORTS, [place.courseId]),
    listStoppedActs({ pool, courseId: place.courseId }),
    pool.query<DeskFacts["refused"]>(REFUSED, [place.courseId]),
    pool.query<GivenUp>(GIVEN_UP, [place.courseId]),
    readToldToWait({ pool, place }),
    pool.query<Pick<DeskFacts, "written">>(WRITTEN, [place.courseId]),
  ]);
  return {
    failedImports: imports.rows,
    stoppedActs,
    refused: refused.rows[0] ?? { count: 0, since: null },
    givenUp: givenUp.rows,
    toldToWait,
    written: messages.rows[0]?.written ?? false,
  };
}

/** Somebody to whom the list of a course goes by mail today, with what it is made from. */
export type DailyMailFacts = { to: string; name: string; mayInstruct: boolean; dashboard: Dashboard; mishaps: Mishaps };

/**
 * What the daily mail to one enrolment is made from. Null when there is nothing to send any more: the person is no instructor or assistant, the
 * course is not open or has switched the mail off, or the day is over on its clocks.
 */
export async function readDailyMail({
  pool,
  enrolmentId,
  day,
}: {
  pool: Database["pool"];
  enrolmentId: string;
  day: string;
}): Promise<DailyMailFacts | null> {
  const { rows } = await pool.query<{ to: string; name: string; mayInstruct: boolean } & DeskPlace>(
    `SELECT e.email AS to, e.name, e.role = 'INSTRUCTOR' AS "mayInstruct", c.id AS "courseId", c.time_zone AS "timeZone"
     FROM enrolments e JOIN courses c ON c.id = e.course_id
     WHERE e.id = $1 AND e.removed_at IS NULL AND e.role IN ('INSTRUCTOR', 'ASSISTANT')
       AND c.opened_at IS NOT NULL AND c.archived_at IS NULL AND c.daily_mail AND (now() AT TIME ZONE c.time_zone)::date = $2::date`,
    [enrolmentId, day],
  );
  const [row] = rows;
  if (!row) {
    return null;
  }
  const { to, name, mayInstruct, ...place } = row;
  const [dashboard, mishaps] = await Promise.all([readDashboard({ pool, place }), readMishaps({ pool, place })]);
  return dashboard && { to, name, mayInstruct, dashboard, mishaps };
}
