import type { Prisma } from "../db";

/** An invented person that the demonstration lets anyone step in as. */
export type DemonstrationPerson = { email: string; name: string; description: string; course: string };

type Row = { email: string; name: string; course: string; standing: string };

// In this order on the page: the walk of a participant first, then those who look after it.
const STANDINGS: Record<string, string> = {
  new: "Participant who has not asked for a code yet",
  pending: "Participant who waits for an instructor’s approval",
  waiting: "Participant on the waiting list",
  declined: "Participant whose request was declined",
  allocated: "Participant with a code not opened yet",
  revealed: "Participant who has opened the code",
  redeemed: "Participant who has redeemed the code",
  reported: "Participant who has reported the code",
  fulfilled: "Participant whose code was withdrawn",
  assistant: "Assistant of the course",
  instructor: "Instructor of the course",
  administrator: "Administrator, who makes courses",
};

/** How many people of a course are always offered, those enrolled first: more would be a roster to scroll through. */
const OFFERED = 30;

/**
 * The people of each course that runs, each with their state of now, and the administrators. Whoever was there from the start stays in
 * the list whatever they do; of those that a long roster brings, one for each state that nobody else is in.
 */
export async function listDemonstrationPeople({ db }: { db: Prisma }): Promise<DemonstrationPerson[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH people AS (
      SELECT e.email, e.name, c.title AS course,
        row_number() OVER (PARTITION BY e.course_id ORDER BY e.created_at, e.id) AS place, CASE WHEN e.role <> 'PARTICIPANT' THEN lower(e.role::text) ELSE coalesce(
          (SELECT lower(a.state::text) FROM allocations a
           WHERE a.enrolment_id = e.id AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
           ORDER BY a.allocated_at DESC LIMIT 1),
          (SELECT lower(r.state::text) FROM requests r
           WHERE r.enrolment_id = e.id AND r.state <> 'CANCELLED' ORDER BY r.created_at DESC LIMIT 1),
          'new') END AS standing
      FROM enrolments e JOIN courses c ON c.id = e.course_id
      WHERE e.removed_at IS NULL AND c.opened_at IS NOT NULL AND c.archived_at IS NULL
      UNION ALL
      SELECT d.email, coalesce((SELECT max(e.name) FROM enrolments e WHERE e.email = d.email), ''), '', 1, 'administrator'
      FROM administrators d
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY course, standing ORDER BY place) AS of_standing FROM people
    )
    SELECT email, name, course, standing FROM ranked WHERE place <= ${OFFERED} OR of_standing = 1
    ORDER BY course, name, email`;
  const order = Object.keys(STANDINGS);
  return rows
    .sort((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing))
    .map(({ email, name, course, standing }) => ({
      email,
      name: name || email,
      course,
      description: STANDINGS[standing] ?? "Participant",
    }));
}
