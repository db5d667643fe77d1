import type { CourseInstructor } from "@/features/courses/access";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob, beginJobAnew } from "@/server/jobs";
import { CHECKABLE, DISCARDABLE, type ImportState, taskOf } from "./rules";

type Kind = "CODES" | "ROSTER";
type ById = { prisma: Prisma; proof: CourseInstructor; kind: Kind; id: string };

/** Hands an import to the job that works on it in that state. */
async function addTask(
  tx: Transaction,
  { kind, state, id, userId }: { kind: Kind; state: ImportState; id: string; userId: string },
): Promise<void> {
  const task = taskOf(kind, state);
  if (!task) throw new Error(`no job works on an import that is ${state}`);
  await addJob(tx, { task, payload: { importId: id, userId } });
}

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
    await addTask(tx, { kind, state: "CHECKING", id, userId: proof.userId });
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
    await addTask(tx, { kind, state: "RUNNING", id, userId: proof.userId });
    return done(null);
  });
}

/**
 * Begins the check, the import or the undoing anew whose job fails again and again or is gone; the new job takes the old one's place. Refuses while
 * one is at work, or has not had its first try: a second press finds the job of the first.
 */
export async function retryImport({ prisma, proof, id }: Omit<ById, "kind">): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const [found] = await tx.$queryRaw<{ kind: Kind; state: ImportState }[]>`
      SELECT kind::text, state::text FROM imports
      WHERE id = ${id}::uuid AND course_id = ${proof.courseId}::uuid FOR NO KEY UPDATE`;
    const task = found ? taskOf(found.kind, found.state) : null;
    if (!found || !task) return BUSY();
    const begun = await beginJobAnew(tx, { task, key: "importId", value: id, more: { userId: proof.userId } });
    if (!begun) return BUSY();
    await tx.import.update({ where: { id }, data: { linesDone: 0 }, select: { id: true } });
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
