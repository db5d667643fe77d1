import type { CourseInstructor } from "@/features/courses/access";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";
import { CHECKABLE, DISCARDABLE } from "./rules";

const TASKS = {
  CODES: { check: "check-codes", run: "import-codes" },
  ROSTER: { check: "check-roster", run: "import-roster" },
} as const;

type ById = { prisma: Prisma; proof: CourseInstructor; kind: "CODES" | "ROSTER"; id: string };

const BUSY = () =>
  refuse("busy", "The portal is at work on this import, or is done with it. This page shows where it stands now.");

/** Begins the dry run, or begins it again with other columns and wishes. Refuses while a job works on the import, and when it is done. */
export async function startCheck({
  prisma,
  proof,
  kind,
  id,
  options,
}: ById & { options: Record<string, unknown> }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const moved = await tx.$executeRaw`
      UPDATE imports SET state = 'CHECKING', lines_done = 0, problem = NULL, counts = '{}',
        options = options || ${JSON.stringify(options)}::jsonb
      WHERE id = ${id}::uuid AND course_id = ${proof.courseId}::uuid AND kind = ${kind}::import_kind
        AND state = ANY(${CHECKABLE as string[]}::import_state[]) AND options -> 'format' IS NOT NULL`;
    if (moved === 0) return BUSY();
    await addJob(tx, { task: TASKS[kind].check, payload: { importId: id } });
    return done(null);
  });
}

/**
 * Takes a checked import in for good, by a job, with the wishes that stand beside the button. Refuses what is not checked; a second press finds
 * it running and changes nothing.
 */
export async function startImport({
  prisma,
  proof,
  kind,
  id,
  options,
}: ById & { options: Record<string, unknown> }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const moved = await tx.$executeRaw`
      UPDATE imports SET state = 'RUNNING', lines_done = 0, problem = NULL, options = options || ${JSON.stringify(options)}::jsonb
      WHERE id = ${id}::uuid AND course_id = ${proof.courseId}::uuid AND kind = ${kind}::import_kind AND state = 'CHECKED'`;
    if (moved === 0) return BUSY();
    await addJob(tx, { task: TASKS[kind].run, payload: { importId: id, userId: proof.userId } });
    return done(null);
  });
}

/**
 * Throws a file away of which nothing was taken in, also while it is being checked: the check finds out and ends. Refuses others; twice is once.
 */
export async function discardImport({ prisma, proof, id }: Omit<ById, "kind">): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await tx.import.findFirst({ where: { id, courseId: proof.courseId }, select: { id: true } });
    const { count } = await tx.import.deleteMany({
      where: { id, courseId: proof.courseId, state: { in: [...DISCARDABLE] } },
    });
    if (found && count === 0) return BUSY();
    if (count > 0) await dropLines(tx, [id]);
    return done(null);
  });
}

/**
 * Records that an import cannot go on, with a sentence for a person, and lets go of its lines and of its file. `keepFile`: the file stays, because
 * reading it in another way may help.
 */
export async function failImport({
  prisma,
  id,
  problem,
  keepFile = false,
}: {
  prisma: Prisma;
  id: string;
  problem: string;
  keepFile?: boolean;
}): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.import.updateMany({ where: { id }, data: { state: "FAILED", problem } });
    if (!keepFile) await tx.importChunk.deleteMany({ where: { importId: id } });
    await dropLines(tx, [id]);
  });
}

/** Deletes the lines that a dry run has made of files. */
export async function dropLines(tx: Transaction, ids: string[]): Promise<void> {
  await tx.importCode.deleteMany({ where: { importId: { in: ids } } });
  await tx.importPerson.deleteMany({ where: { importId: { in: ids } } });
}

/** Tells the page how far a job has come. */
export async function tellProgress({
  prisma,
  id,
  linesDone,
}: {
  prisma: Prisma;
  id: string;
  linesDone: number;
}): Promise<void> {
  await prisma.import.updateMany({ where: { id }, data: { linesDone } });
}

/** Whether somebody has thrown an import away. A job that was at work on it then lets its lines go, which no foreign key does. */
export async function dropLinesOfDiscarded({ prisma, id }: { prisma: Prisma; id: string }): Promise<boolean> {
  if ((await prisma.import.count({ where: { id } })) > 0) return false;
  await prisma.$transaction((tx) => dropLines(tx, [id]));
  return true;
}
