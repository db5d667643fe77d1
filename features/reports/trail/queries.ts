import type { Act } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { searchPatterns } from "@/features/roster/rules";
import type { CsvCell } from "@/lib/tables/write-csv";
import type { Database } from "@/server/db";
import type { Snapshot } from "@/server/snapshot";
import { describeDetail, PORTAL, type TrailFacts, tellEvent, tellings, UNKNOWN } from "./rules";
import type { TrailFilter } from "./schema";

// Compiles only while every act has its sentence.
const everyAct: Record<Act, { label: string }> = tellings;

/** The acts with their labels, in the order of the labels. */
export const acts = Object.entries(everyAct)
  .map(([act, { label }]) => ({ act, label }))
  .sort((one, other) => one.label.localeCompare(other.label));

/** One event as the page shows it. */
export type TrailEvent = { id: string; at: Date; sentence: string; detail: string };
export type TrailPage = { events: TrailEvent[]; next: string | null };

/** Whom a filter means: the user accounts that may have acted, and the rows that may have been acted on. */
export type People = { found: number; userIds: string[]; subjectIds: string[] };

const PAGE = 100;
/** A name that fits more people than this finds the course, not a person. */
export const MOST_PEOPLE = 20;

/** The people of the course, and the administrators, whose name or address holds the text. Null when nobody is asked for. */
export async function findPeople({
  pool,
  proof,
  person,
}: {
  pool: Database["pool"];
  proof: CourseInstructor;
  person: string;
}): Promise<People | null> {
  if (person === "") {
    return null;
  }
  const { rows } = await pool.query<{ enrolmentId: string | null; email: string }>(
    `SELECT e.id AS "enrolmentId", e.email FROM enrolments e
       WHERE e.course_id = $1 AND (e.email ILIKE ANY ($2) OR e.name ILIKE ANY ($2))
     UNION ALL
     SELECT NULL, u.email FROM administrators d JOIN users u ON u.email = d.email
       WHERE (u.email ILIKE ANY ($2) OR u.name ILIKE ANY ($2)) AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.course_id = $1 AND e.email = u.email)
     LIMIT ${MOST_PEOPLE + 1}`,
    [proof.courseId, searchPatterns(person)],
  );
  const enrolmentIds = rows.flatMap(({ enrolmentId }) => (enrolmentId ? [enrolmentId] : []));
  const ids = await pool.query<{ users: string[]; subjects: string[] }>(
    `SELECT ARRAY(SELECT id FROM users WHERE email = ANY($1)) AS users,
       ARRAY(SELECT unnest($2::uuid[])::text UNION ALL
         SELECT id::text FROM requests WHERE offer_id IN (SELECT id FROM offers WHERE course_id = $3) AND enrolment_id = ANY($2::uuid[]) UNION ALL
         SELECT id::text FROM allocations WHERE offer_id IN (SELECT id FROM offers WHERE course_id = $3) AND enrolment_id = ANY($2::uuid[])
       ) AS subjects`,
    [rows.map(({ email }) => email), enrolmentIds, proof.courseId],
  );
  const { users = [], subjects = [] } = ids.rows[0] ?? {};
  return { found: rows.length, userIds: users, subjectIds: subjects };
}

type Asked = { proof: CourseInstructor; filter: TrailFilter; people: People | null };

/** A page of the trail, the newest first. */
export async function readTrail({ pool, ...asked }: Asked & { pool: Database["pool"] }): Promise<TrailPage> {
  const { where, values } = writeWhere(asked);
  const { rows } = await pool.query<EventRow>(joinNames(`${where} ORDER BY id DESC LIMIT ${PAGE + 1}`), values);
  const events = rows.slice(0, PAGE).map((row) => ({
    id: row.id,
    at: row.at,
    sentence: tellEvent(toFacts(row)),
    detail: tellDetail(row),
  }));
  return { events, next: rows.length > PAGE ? (events.at(-1)?.id ?? null) : null };
}

/** How many events the filters find. */
export async function countTrail({ snapshot, ...asked }: Asked & { snapshot: Snapshot }): Promise<number> {
  const { where, values } = writeWhere(asked);
  const [row] = await snapshot.ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_events WHERE ${where}`,
    values,
  );
  return row?.count ?? 0;
}

export const TRAIL_COLUMNS = [
  "Time",
  "What happened",
  "Act",
  "Who",
  "Who (address)",
  "Whom",
  "Whom (address)",
  "Offer",
  "Details",
];

/** The events that the filters find as rows for a file, the newest first, a thousand at a time. */
export async function* walkTrail({ snapshot, ...asked }: Asked & { snapshot: Snapshot }): AsyncGenerator<CsvCell[][]> {
  const { where, values } = writeWhere(asked);
  for await (const rows of snapshot.walk<EventRow>(joinNames(`${where} ORDER BY id DESC`), values)) {
    yield rows.map((row) => {
      const { actor, subject, offer } = toFacts(row);
      const people = [actor, row.actorAddress, subject, row.subjectAddress];
      return [row.written, tellEvent(toFacts(row)), row.act, ...people, offer, tellDetail(row)];
    });
  }
}

type EventRow = {
  id: string;
  at: Date;
  written: string;
  act: string;
  detail: Record<string, unknown>;
  byPortal: boolean;
  actor: string | null;
  actorAddress: string | null;
  subject: string | null;
  subjectAddress: string | null;
  offer: string | null;
  /** Of an import, the name of its file; of an attachment, its title; of a revision, its note: as they read now, and null when they are gone. */
  thing: string | null;
};

function toFacts({ act, byPortal, actor, subject, offer, detail }: EventRow): TrailFacts & { act: string } {
  return { act, actor: byPortal ? PORTAL : (actor ?? UNKNOWN), subject, offer, detail };
}

function tellDetail({ thing, detail }: EventRow): string {
  return describeDetail({ ...(thing && { name: thing }), ...detail });
}

function writeWhere({ proof, filter, people }: Asked): { where: string; values: unknown[] } {
  const values: unknown[] = [proof.courseId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["course_id = $1"];
  if (filter.act !== "") where.push(`act = ${bind(filter.act)}`);
  if (filter.from !== "")
    where.push(`at >= ${bind(filter.from)}::date::timestamp AT TIME ZONE ${bind(proof.timeZone)}`);
  if (filter.until !== "") {
    where.push(`at < (${bind(filter.until)}::date + 1)::timestamp AT TIME ZONE ${bind(proof.timeZone)}`);
  }
  if (filter.after !== "") where.push(`id < ${bind(filter.after)}::bigint`);
  if (people)
    where.push(
      `(actor_id = ANY(${bind(people.userIds)}::uuid[]) OR subject_id = ANY(${bind(people.subjectIds)}::text[]))`,
    );
  return { where: where.join(" AND "), values };
}

/**
 * The names that go with events, as they read now: of people, offers, files, attachments and revisions. A person is called as the roster calls them, or else by their address. Who has no place in the
 * course any more, because it was scrubbed, has no name here either.
 */
function joinNames(events: string): string {
  const subject = (type: string) => `CASE WHEN x.subject_type = '${type}' THEN x.subject_id::uuid END`;
  return `
    SELECT x.id::text, x.at, to_char(x.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') AS written, x.act, x.detail, o.name AS offer,
      x.actor_id IS NULL AS "byPortal",
      CASE WHEN ae.id IS NOT NULL OR d.email IS NOT NULL THEN coalesce(nullif(ae.name, ''), nullif(u.name, ''), u.email) END AS actor,
      CASE WHEN ae.id IS NOT NULL OR d.email IS NOT NULL THEN u.email END AS "actorAddress",
      coalesce(nullif(se.name, ''), se.email) AS subject, se.email AS "subjectAddress",
      coalesce(i.file_name, t.title, v.note) AS thing
    FROM (SELECT * FROM audit_events WHERE ${events}) x
    LEFT JOIN users u ON u.id = x.actor_id
    LEFT JOIN enrolments ae ON ae.course_id = x.course_id AND ae.email = u.email
    LEFT JOIN administrators d ON d.email = u.email
    LEFT JOIN offers o ON o.id = x.offer_id
    LEFT JOIN imports i ON i.id = ${subject("import")}
    LEFT JOIN guide_revisions v ON v.id = ${subject("guide-revision")}
    LEFT JOIN attachments t ON t.id = ${subject("attachment")}
    LEFT JOIN allocations a ON a.id = ${subject("allocation")}
    LEFT JOIN requests r ON r.id = ${subject("request")}
    LEFT JOIN enrolments se ON se.id = coalesce(a.enrolment_id, r.enrolment_id, ${subject("enrolment")})
    ORDER BY x.id DESC`;
}
