import { recordEvent } from "@/features/audit/commands";
import { type ImportFile, readImportFile } from "@/features/courses/imports/queries";
import { hasRoles, judgePeople, stagePeople } from "@/features/roster/checks/commands";
import { countPersonLines, type RosterCounts } from "@/features/roster/checks/queries";
import { endSessionsOf } from "@/server/auth/end-sessions";
import { type Database, runPatiently, type Transaction } from "@/server/db";
import { addJob } from "@/server/jobs";
import type { KeyRing } from "@/server/key-ring";
import { rosterOptions } from "./schema";

const MORE_MISSING =
  "More people are missing from the file than when you looked, so nothing was changed. Look at the new number below, then import again.";

/**
 * Takes a checked roster in, all of it or nothing: adds the new people; where that was asked for, takes over names and roles that differ and
 * removes who is missing from the file, up to the number that the page named. Instructors are never lowered or removed. Begun again, it
 * finds its work done or begins anew. `ring` has the code keys.
 */
export async function importRoster({
  prisma,
  pool,
  ring,
  id,
  userId,
}: Database & { ring: KeyRing; id: string; userId: string | null }): Promise<void> {
  const file = await readImportFile({ prisma, id });
  if (file?.state !== "RUNNING") return;
  if ((await prisma.importPerson.count({ where: { importId: id } })) !== file.lines) {
    await stagePeople({ prisma, pool, ring, file });
  }
  await prisma.$transaction((tx) => takeIn({ tx, file, userId }), { timeout: 600_000, maxWait: 60_000 });
}

type Taking = { tx: Transaction; file: ImportFile; userId: string | null };

async function takeIn({ tx, file, userId }: Taking): Promise<void> {
  // Changes of one roster go one after the other, here as in features/roster/commands.ts.
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${file.courseId}::uuid FOR NO KEY UPDATE`;
  const now = await tx.import.findUnique({ where: { id: file.id }, select: { state: true } });
  if (now?.state !== "RUNNING") return;
  await tx.$executeRaw`SET LOCAL statement_timeout = '10min'`;
  await judgePeople(tx, file);
  const counts = await countPersonLines(tx, { ...file, withRoles: hasRoles(file) });
  const { update, removeAtMost } = rosterOptions.parse(file.options);
  if (removeAtMost !== null && counts.missing > removeAtMost) {
    await tx.import.update({ where: { id: file.id }, data: { state: "CHECKED", problem: MORE_MISSING, counts } });
    return;
  }
  const added = await addNew(tx, file);
  const changed = update ? await changeOthers({ tx, file, userId }) : 0;
  const removed = removeAtMost !== null ? await removeMissing({ tx, file, userId }) : 0;
  await finish({ tx, file, userId, counts, done: { added, changed, removed } });
}

/** Somebody else may add the same address meanwhile: the unique index decides, and theirs stays. */
function addNew(tx: Transaction, { id, courseId }: ImportFile): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO enrolments (id, course_id, email, name, role)
    SELECT enrolment_id, ${courseId}::uuid, email, name, coalesce(role, 'PARTICIPANT') FROM import_people
    WHERE import_id = ${id}::uuid AND status = 'NEW' ORDER BY line
    ON CONFLICT (course_id, email) DO NOTHING`;
}

/** Whoever gets another role is signed out, so that it holds at once. */
async function changeOthers({ tx, file, userId }: Taking): Promise<number> {
  const changed = await tx.$queryRaw<{ email: string; isOther: boolean }[]>`
    WITH changed AS (
      UPDATE enrolments e SET name = CASE WHEN l.name <> '' THEN l.name ELSE e.name END, version = e.version + 1,
        role = CASE WHEN e.role = 'INSTRUCTOR' THEN e.role ELSE coalesce(l.role, e.role) END
      FROM import_people l WHERE l.import_id = ${file.id}::uuid AND l.status = 'CHANGED' AND e.id = l.enrolment_id
      RETURNING e.id, e.email, e.role, l.role_before
    ), events AS (
      INSERT INTO audit_events (course_id, actor_id, act, subject_type, subject_id, detail)
      SELECT ${file.courseId}::uuid, ${userId}::uuid, 'enrolment.changed', 'enrolment', id::text,
        jsonb_build_object('role', role, 'before', role_before) FROM changed
    )
    SELECT email, role <> role_before AS "isOther" FROM changed`;
  await endSessionsOf(tx, { emails: changed.flatMap(({ email, isOther }) => (isOther ? [email] : [])) });
  return changed.length;
}

async function removeMissing({ tx, file, userId }: Taking): Promise<number> {
  const removed = await tx.$queryRaw<{ email: string }[]>`
    WITH removed AS (
      UPDATE enrolments e SET removed_at = now(), version = e.version + 1
      WHERE e.course_id = ${file.courseId}::uuid AND e.removed_at IS NULL AND e.scrubbed_at IS NULL
        AND (e.role = 'PARTICIPANT' OR (${hasRoles(file)} AND e.role = 'ASSISTANT'))
        AND NOT EXISTS (SELECT 1 FROM import_people l WHERE l.import_id = ${file.id}::uuid AND l.email = e.email)
      RETURNING e.id, e.email, e.role
    ), events AS (
      INSERT INTO audit_events (course_id, actor_id, act, subject_type, subject_id, detail)
      SELECT ${file.courseId}::uuid, ${userId}::uuid, 'enrolment.removed', 'enrolment', id::text, jsonb_build_object('role', role)
      FROM removed
    )
    SELECT email FROM removed`;
  await endSessionsOf(tx, { emails: removed.map(({ email }) => email) });
  return removed.length;
}

async function finish({
  tx,
  file,
  userId,
  counts,
  done,
}: Taking & { counts: RosterCounts; done: { added: number; changed: number; removed: number } }): Promise<void> {
  await tx.$executeRaw`
    UPDATE imports SET state = 'DONE', finished_at = now(), lines_done = lines,
      counts = ${JSON.stringify({ ...counts, ...done })}::jsonb WHERE id = ${file.id}::uuid`;
  await addJob(tx, { task: "tidy-roster-import", payload: { importId: file.id } });
  await recordEvent(tx, {
    courseId: file.courseId,
    actorId: userId,
    act: "roster.imported",
    subjectType: "import",
    subjectId: file.id,
    detail: { fileName: file.fileName, digest: file.digest, ...done },
  });
}

/** What is left to do after an import: the file and its lines are let go, those that stay worth reading excepted. */
export async function tidyRosterImport({ pool, id }: Pick<Database, "pool"> & { id: string }): Promise<void> {
  await runPatiently(pool, [
    { text: "DELETE FROM import_chunks WHERE import_id = $1", values: [id] },
    { text: "DELETE FROM import_people WHERE import_id = $1 AND status IN ('NEW', 'UNCHANGED')", values: [id] },
    ...["enrolments", "import_people", "import_chunks"].map((table) => ({ text: `VACUUM (ANALYZE) ${table}` })),
  ]);
}
