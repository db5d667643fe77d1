import type { CourseInstructor } from "@/features/courses/access";
import { type JudgedPerson, type PersonStatus, personStatuses } from "@/features/roster/imports/rules";
import type { Prisma, Transaction } from "@/server/db";

/** A line of the dry run of a roster. */
export type PersonReportLine = JudgedPerson & { line: number; email: string };

/** Somebody on the roster whom the file does not name. */
export type MissingPerson = { email: string; name: string; role: "PARTICIPANT" | "ASSISTANT" };

/** Numbers of lines by what becomes of them, of new instructors, and of people missing from the file. */
export type RosterCounts = Record<PersonStatus | "instructors" | "missing", number>;

/** Counts them. */
export async function countPersonLines(
  tx: Prisma | Transaction,
  about: { id: string; courseId: string; withRoles: boolean },
): Promise<RosterCounts> {
  const rows = await tx.$queryRaw<{ status: PersonStatus; count: number; instructors: number }[]>`
    SELECT status::text, count(*)::int AS count,
      count(*) FILTER (WHERE status IN ('NEW', 'CHANGED') AND role = 'INSTRUCTOR' AND role_before IS DISTINCT FROM 'INSTRUCTOR')::int AS instructors
    FROM import_people WHERE import_id = ${about.id}::uuid GROUP BY status`;
  const of = (status: PersonStatus) => rows.find((row) => row.status === status)?.count ?? 0;
  const [missing] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM enrolments e
    WHERE e.course_id = ${about.courseId}::uuid AND e.removed_at IS NULL AND e.scrubbed_at IS NULL
      AND (e.role = 'PARTICIPANT' OR (${about.withRoles} AND e.role = 'ASSISTANT'))
      AND NOT EXISTS (SELECT 1 FROM import_people l WHERE l.import_id = ${about.id}::uuid AND l.email = e.email)`;
  return {
    ...(Object.fromEntries(personStatuses.map((status) => [status, of(status)])) as Record<PersonStatus, number>),
    instructors: rows.reduce((sum, row) => sum + row.instructors, 0),
    missing: missing.count,
  };
}

const shown = {
  line: true,
  status: true,
  problem: true,
  firstLine: true,
  email: true,
  name: true,
  role: true,
  nameBefore: true,
  roleBefore: true,
} as const;

/** The first lines of some kinds, in their order. The course's proof covers the import, which is asked for first. */
export async function listPersonLines({
  prisma,
  id,
  statuses,
  count,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
  statuses: PersonStatus[];
  count: number;
}): Promise<PersonReportLine[]> {
  const rows = await prisma.importPerson.findMany({
    where: { importId: id, status: { in: statuses } },
    orderBy: { line: "asc" },
    take: count,
    select: shown,
  });
  return rows as PersonReportLine[];
}

/** The people on the roster whom the file does not name, by address: participants, and assistants where the file says roles. */
export async function listMissing({
  prisma,
  proof,
  id,
  withRoles,
  after = "",
  count,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
  withRoles: boolean;
  after?: string;
  count: number;
}): Promise<MissingPerson[]> {
  return prisma.$queryRaw<MissingPerson[]>`
    SELECT e.email, e.name, e.role::text FROM enrolments e
    WHERE e.course_id = ${proof.courseId}::uuid AND e.removed_at IS NULL AND e.scrubbed_at IS NULL AND e.email > ${after}
      AND (e.role = 'PARTICIPANT' OR (${withRoles} AND e.role = 'ASSISTANT'))
      AND NOT EXISTS (SELECT 1 FROM import_people l WHERE l.import_id = ${id}::uuid AND l.email = e.email)
    ORDER BY e.email LIMIT ${count}`;
}

const REPORTED = 5_000;

/** Every line of a dry run, some thousand at a time. */
export async function* reportPersonLines({
  prisma,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): AsyncGenerator<PersonReportLine[]> {
  for (let after = 0; ; ) {
    const rows = await prisma.importPerson.findMany({
      where: { importId: id, line: { gt: after } },
      orderBy: { line: "asc" },
      take: REPORTED,
      select: shown,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows as PersonReportLine[];
    after = last.line;
  }
}
