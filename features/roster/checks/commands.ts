import { setImmediate as letOthers } from "node:timers/promises";
import { failImport, tellProgress } from "@/features/courses/imports/commands";
import { type ImportFile, readImportFile } from "@/features/courses/imports/queries";
import { LIMITS } from "@/features/courses/imports/rules";
import { readPerson } from "@/features/roster/imports/rules";
import { rosterOptions } from "@/features/roster/imports/schema";
import { readLines, UnreadableTable } from "@/lib/tables/read-lines";
import { copyRows, writeRow } from "@/server/copy-rows";
import { type Database, runPatiently, type Transaction } from "@/server/db";
import { readSealed } from "@/server/sealed-chunks";
import { countPersonLines } from "./queries";

type Work = Database & { key: Buffer };

/**
 * The dry run of a roster: tells for each line what would become of it. The roster does not change. Begun again, after the worker was stopped
 * in the middle, it begins anew. `key` is CODE_KEY. Does nothing where nobody waits for it any more.
 */
export async function checkRoster({ prisma, pool, key, id }: Work & { id: string }): Promise<void> {
  const file = await readImportFile({ prisma, id });
  if (file?.state !== "CHECKING") return;
  try {
    const lines = await stagePeople({ prisma, pool, key, file });
    const counts = await prisma.$transaction(
      async (tx) => {
        await judgePeople(tx, file);
        return countPersonLines(tx, { ...file, withRoles: hasRoles(file) });
      },
      { timeout: 600_000, maxWait: 60_000 },
    );
    await prisma.import.updateMany({
      where: { id, state: "CHECKING" },
      data: { state: "CHECKED", counts, lines, linesDone: lines },
    });
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    await failImport({ prisma, id, problem: error.message });
  }
}

/** Whether the file says roles: only then does it speak about assistants. */
export function hasRoles({ options }: ImportFile): boolean {
  return rosterOptions.parse(options).columns.role >= 0;
}

const TARGET = "import_people (import_id, line, status, problem, email, name, role)";

/** Writes a row for each line of the file, without looking at the roster, and answers with their number. Throws `UnreadableTable`. */
export async function stagePeople({ prisma, pool, key, file }: Work & { file: ImportFile }): Promise<number> {
  await runPatiently(pool, [{ text: "DELETE FROM import_people WHERE import_id = $1", values: [file.id] }]);
  const { columns } = rosterOptions.parse(file.options);
  const open = () => readSealed({ prisma, importId: file.id, key });
  let rows: string[] = [];
  let staged = 0;
  const flush = async () => {
    await copyRows(pool, { target: TARGET, rows });
    staged += rows.length;
    rows = [];
    await tellProgress({ prisma, id: file.id, linesDone: staged });
  };
  let isFirst = columns.header;
  for await (const lines of readLines({ open, format: file.format, mostLines: LIMITS.ROSTER.lines })) {
    for (const { line, cells } of isFirst ? lines.slice(1) : lines) {
      const person = readPerson(cells, columns);
      if (!person) continue;
      const { email, name, role, problem } = person;
      rows.push(writeRow([file.id, line, problem ? "MALFORMED" : "NEW", problem || null, email, name, role]));
    }
    isFirst = false;
    if (rows.length >= 20_000) await flush();
    await letOthers();
  }
  await flush();
  await runPatiently(pool, [{ text: "ANALYZE import_people" }]);
  return staged;
}

/**
 * Judges the staged lines against each other and against the roster as it is now. An instructor stays one, whatever the file says. Judging
 * again begins from the lines as they were read.
 */
export async function judgePeople(tx: Transaction, { id, courseId }: ImportFile): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_people SET status = 'NEW', first_line = NULL, enrolment_id = NULL, name_before = NULL, role_before = NULL
    WHERE import_id = ${id}::uuid AND status NOT IN ('NEW', 'MALFORMED')`;
  await tx.$executeRaw`
    UPDATE import_people l SET status = 'REPEATED', first_line = f.first
    FROM (SELECT line, min(line) OVER (PARTITION BY email) AS first FROM import_people
      WHERE import_id = ${id}::uuid AND status = 'NEW') f
    WHERE l.import_id = ${id}::uuid AND l.line = f.line AND f.first < f.line`;
  await tx.$executeRaw`
    UPDATE import_people l SET enrolment_id = e.id, name_before = e.name, role_before = e.role,
      status = CASE
        WHEN e.removed_at IS NOT NULL THEN 'REMOVED'
        WHEN (l.name <> '' AND l.name <> e.name) OR (l.role <> e.role AND e.role <> 'INSTRUCTOR') THEN 'CHANGED'
        ELSE 'UNCHANGED' END::import_line_status
    FROM enrolments e
    WHERE l.import_id = ${id}::uuid AND l.status = 'NEW' AND e.course_id = ${courseId}::uuid AND e.email = l.email`;
}
