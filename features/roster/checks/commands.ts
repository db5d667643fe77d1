import { setImmediate as letOthers } from "node:timers/promises";
import { v7 as uuid7 } from "uuid";
import { dropLinesOfDiscarded, failImport, tellProgress } from "@/features/courses/imports/commands";
import { type ImportFile, readImportFile } from "@/features/courses/imports/queries";
import { LIMITS } from "@/features/courses/imports/rules";
import { findNobody, type RosterColumns, readPerson } from "@/features/roster/imports/rules";
import { rosterOptions } from "@/features/roster/imports/schema";
import { readLines, type TableLine, UnreadableTable } from "@/lib/tables/read-lines";
import { startCopying, writeRow } from "@/server/copy-rows";
import { type Database, runPatiently, type Transaction } from "@/server/db";
import type { KeyRing } from "@/server/key-ring";
import { readSealed } from "@/server/sealed-chunks";
import { countPersonLines } from "./queries";

type Work = Database & { ring: KeyRing };

/**
 * The dry run of a roster: tells for each line what would become of it. The roster does not change. Begun again, after the worker was stopped
 * in the middle, it begins anew. `ring` has the code keys. Does nothing where nobody waits for it any more.
 */
export async function checkRoster({ prisma, pool, ring, id }: Work & { id: string }): Promise<void> {
  const file = await readImportFile({ prisma, id });
  if (file?.state !== "CHECKING") return;
  try {
    const lines = await stagePeople({ prisma, pool, ring, file });
    const counts = await prisma.$transaction(
      async (tx) => {
        await judgePeople(tx, file);
        return countPersonLines(tx, { ...file, withRoles: hasRoles(file) });
      },
      { timeout: 600_000, maxWait: 60_000 },
    );
    const { count } = await prisma.import.updateMany({
      where: { id, state: "CHECKING" },
      data: { state: "CHECKED", counts, lines, linesDone: lines },
    });
    if (count === 0) await dropLinesOfDiscarded({ prisma, id });
  } catch (error) {
    if (await dropLinesOfDiscarded({ prisma, id })) return;
    if (!(error instanceof UnreadableTable)) throw error;
    await failImport({ prisma, id, problem: error.message, keepFile: true });
  }
}

/** Whether the file says roles: only then does it speak about assistants. */
export function hasRoles({ options }: ImportFile): boolean {
  return rosterOptions.parse(options).columns.role >= 0;
}

const TARGET = "import_people (import_id, line, status, problem, email, name, role, enrolment_id)";

const MARK_REPEATED = `
  UPDATE import_people l SET status = 'REPEATED', first_line = f.first
  FROM (SELECT email, min(line) AS first FROM import_people WHERE import_id = $1 AND status = 'NEW'
    GROUP BY email HAVING count(*) > 1) f
  WHERE l.import_id = $1 AND l.status = 'NEW' AND l.email = f.email AND f.first < l.line`;

/** Writes a row for each line of the file and marks repetitions, without looking at the roster, and answers with their number. Throws `UnreadableTable`. */
export async function stagePeople({ prisma, pool, ring, file }: Work & { file: ImportFile }): Promise<number> {
  await runPatiently(pool, [{ text: "DELETE FROM import_people WHERE import_id = $1", values: [file.id] }]);
  const { columns } = rosterOptions.parse(file.options);
  const open = () => readSealed({ prisma, importId: file.id, ring });
  const tell = (linesDone: number) => tellProgress({ prisma, id: file.id, linesDone });
  const copier = startCopying({ pool, target: TARGET, tell });
  let isFirst = columns.header;
  for await (const lines of readLines({ open, format: file.format, mostLines: LIMITS.ROSTER.lines })) {
    await copier.add((isFirst ? lines.slice(1) : lines).map((line) => writePersonLine(file.id, line, columns)));
    isFirst = false;
    await letOthers();
  }
  const staged = await copier.end();
  await runPatiently(pool, [{ text: "ANALYZE import_people" }, { text: MARK_REPEATED, values: [file.id] }]);
  return staged;
}

/** The row of a line. */
function writePersonLine(importId: string, { line, cells }: TableLine, columns: RosterColumns): string {
  const nobody = findNobody(cells, columns);
  if (nobody) return writeRow([importId, line, "NOBODY", nobody, "", "", null, null]);
  const { email, name, role, problem } = readPerson(cells, columns);
  // The id that a new person's place will have; a known one's takes its place when the lines are judged.
  const enrolmentId = uuid7();
  const status = problem ? "MALFORMED" : "NEW";
  return writeRow([importId, line, status, problem || null, email, name, role, enrolmentId]);
}

/**
 * Judges the staged lines against the roster as it is now; once more before the import, because the roster may have
 * changed since. An instructor stays one, whatever the file says.
 */
export async function judgePeople(tx: Transaction, { id, courseId }: ImportFile): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_people l SET enrolment_id = e.id, name_before = e.name, role_before = e.role,
      status = CASE
        WHEN e.removed_at IS NOT NULL THEN 'REMOVED'
        WHEN (l.name <> '' AND l.name <> e.name) OR (l.role <> e.role AND e.role <> 'INSTRUCTOR') THEN 'CHANGED'
        ELSE 'UNCHANGED' END::import_line_status
    FROM enrolments e
    WHERE l.import_id = ${id}::uuid AND l.status NOT IN ('REPEATED', 'MALFORMED', 'NOBODY') AND e.course_id = ${courseId}::uuid AND e.email = l.email`;
}
