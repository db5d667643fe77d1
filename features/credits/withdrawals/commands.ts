import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { dropLines, tellProgress } from "@/features/courses/imports/commands";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";

/** What an undoing did: codes that are gone, people who wait again. */
type Undone = { deleted: number; withdrawn: number; released: number };

const RESTORED =
  "The pool was restored from a backup since. Nobody can tell which codes of this import were seen meanwhile, so it cannot be undone.";
const SEEN = "Somebody has looked at a code of this import meanwhile, so it cannot be undone. Nothing was changed.";

/**
 * Begins to undo an import of codes, by a job. Refuses one that is not taken in or is being undone already (`not-done`), and at once where
 * somebody has looked at one of its codes (`seen`), or may have before a restore (`restored`); `undoImport` has the last word on that.
 */
export async function startUndo({
  prisma,
  proof,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE imports SET state = 'UNDOING', lines_done = 0, problem = NULL
      WHERE id = ${id}::uuid AND course_id = ${proof.courseId}::uuid AND kind = 'CODES' AND state = 'DONE' AND NOT ${await isOfBackup(tx, id)} AND NOT EXISTS (
        SELECT 1 FROM batches b JOIN codes c ON c.batch_id = b.id JOIN allocations a ON a.code_id = c.id
        WHERE b.import_id = ${id}::uuid AND a.revealed_at IS NOT NULL)`;
    if (count === 0) return explainRefusal(tx, { proof, id });
    await addJob(tx, { task: "undo-codes-import", payload: { importId: id, userId: proof.userId } });
    return done(null);
  });
}

async function explainRefusal(tx: Transaction, { proof, id }: { proof: CourseInstructor; id: string }) {
  const isDone = await tx.import.count({ where: { id, courseId: proof.courseId, kind: "CODES", state: "DONE" } });
  if (isDone === 0) return refuse("not-done", "This import is undone already, or was never taken in.");
  return (await isOfBackup(tx, id)) ? refuse("restored", RESTORED) : refuse("seen", SEEN);
}

/** An import that is being undone, and who asked for it. */
type Undoing = { id: string; courseId: string; offerId: string | null; userId: string | null };

/**
 * Undoes an import of codes as long as none of its codes was revealed. Codes that nobody had are deleted; of those that somebody had unseen
 * nothing can be read any more, and their people wait again at their old place, so that the same file can come in anew. A code in
 * quarantine stays there. All of it or nothing: once somebody has looked at one, or may have before a restore, the import stays as it was, with a sentence on its page. Begun
 * again after the worker was stopped, it finds its work done or begins anew.
 */
export async function undoImport({
  prisma,
  id,
  userId,
}: {
  prisma: Prisma;
  id: string;
  userId: string | null;
}): Promise<void> {
  await prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = '30min'`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bursar code import'))`;
      // Its row stays unlocked, so that progress can be told meanwhile; the lock above keeps others from undoing it, too.
      const found = await tx.import.findFirst({
        where: { id, kind: "CODES", state: "UNDOING" },
        select: { id: true, courseId: true, offerId: true },
      });
      if (!found) return;
      const problem = (await isOfBackup(tx, id)) ? RESTORED : (await isSeen(tx, id)) ? SEEN : null;
      if (problem) {
        await tx.import.update({ where: { id }, data: { state: "DONE", problem }, select: { id: true } });
        return;
      }
      const about = { ...found, userId };
      const undone = await takeOut({ prisma, tx, about });
      await tx.$executeRaw`
        UPDATE imports SET state = 'UNDONE', undone_at = now(), counts = counts || ${JSON.stringify(undone)}::jsonb WHERE id = ${id}::uuid`;
      await dropLines(tx, [id]);
      await tx.importChunk.deleteMany({ where: { importId: id } });
      await record(tx, { about, undone });
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  );
}

/**
 * Whether it came in before the backup that its offer was restored from, or the pool is frozen: taken out and brought in again, codes that were
 * given since the backup would come back as if they were new.
 */
async function isOfBackup(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ restored: boolean }[]>`
    SELECT o.frozen_at IS NOT NULL OR coalesce(i.created_at <= o.restored_to, false) AS restored
    FROM imports i JOIN offers o ON o.id = i.offer_id WHERE i.id = ${id}::uuid`;
  return row?.restored ?? false;
}

/** Locks the codes, so that the claim passes them over, then their allocations, so that nobody looks meanwhile; then looks itself. */
async function isSeen(tx: Transaction, id: string): Promise<boolean> {
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT c.id FROM codes c JOIN batches b ON b.id = c.batch_id WHERE b.import_id = ${id}::uuid ORDER BY c.id FOR UPDATE OF c) l`;
  const [row] = await tx.$queryRaw<[{ seen: boolean }]>`
    SELECT coalesce(bool_or(l.revealed_at IS NOT NULL), false) AS seen FROM (
      SELECT a.revealed_at FROM allocations a JOIN codes c ON c.id = a.code_id JOIN batches b ON b.id = c.batch_id
      WHERE b.import_id = ${id}::uuid ORDER BY a.id FOR UPDATE OF a) l`;
  return row.seen;
}

async function takeOut({ prisma, tx, about }: { prisma: Prisma; tx: Transaction; about: Undoing }): Promise<Undone> {
  const { id } = about;
  const released = await releaseUnseen(tx, about);
  const withdrawn = await tx.$executeRaw`
    UPDATE codes c SET state = 'WITHDRAWN', ciphertext = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
      fingerprint = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), link_ciphertext = NULL, amount_minor = NULL
    FROM batches b WHERE b.id = c.batch_id AND b.import_id = ${id}::uuid AND c.state IN ('AVAILABLE', 'SPARE', 'ALLOCATED')
      AND EXISTS (SELECT 1 FROM allocations a WHERE a.code_id = c.id)`;
  const deleted = await deleteFree({ prisma, tx, id });
  await tx.$executeRaw`
    DELETE FROM batches b WHERE b.import_id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.batch_id = b.id)`;
  return { deleted, withdrawn, released };
}

const PART = 100_000;

/** Deletes what nobody ever had, a hundred thousand slots at a time, so that the page can say how far it is; the transaction is one. */
async function deleteFree({ prisma, tx, id }: { prisma: Prisma; tx: Transaction; id: string }): Promise<number> {
  const batches = await tx.$queryRaw<{ id: string; last: number }[]>`
    SELECT b.id, max(c.slot) AS last FROM batches b JOIN codes c ON c.batch_id = b.id
    WHERE b.import_id = ${id}::uuid AND c.state = 'AVAILABLE' GROUP BY b.id`;
  let deleted = 0;
  for (const batch of batches) {
    for (let slot = 0; slot <= batch.last; slot += PART) {
      deleted += await tx.$executeRaw`
        DELETE FROM codes WHERE batch_id = ${batch.id}::uuid AND state = 'AVAILABLE' AND slot >= ${slot} AND slot < ${slot + PART}`;
      await tellProgress({ prisma, id, linesDone: deleted });
    }
  }
  const spares = await tx.$executeRaw`
    DELETE FROM codes c USING batches b WHERE b.id = c.batch_id AND b.import_id = ${id}::uuid AND c.state = 'SPARE'`;
  return deleted + spares;
}

/** Their requests stand as they did before: waiting, by the instant at which they were made. A mail says so. */
async function releaseUnseen(tx: Transaction, { id, userId }: Undoing): Promise<number> {
  return tx.$executeRaw`
    WITH released AS (
      UPDATE allocations a SET state = 'RELEASED', released_at = now()
      FROM codes c JOIN batches b ON b.id = c.batch_id
      WHERE c.id = a.code_id AND b.import_id = ${id}::uuid AND a.state = 'ALLOCATED'
      RETURNING a.id, a.course_id, a.offer_id, a.request_id
    ), waiting AS (
      UPDATE requests r SET state = 'WAITING', fulfilled_at = NULL, waiting_at = now()
      FROM released WHERE r.id = released.request_id AND r.state = 'FULFILLED'
      RETURNING r.id
    ), mails AS (
      INSERT INTO outbox_jobs (task, payload)
      SELECT 'send-credit-mail', jsonb_build_object('kind', 'waiting', 'requestId', id) FROM waiting
    )
    INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    SELECT course_id, offer_id, ${userId}::uuid, 'code.released', 'allocation', id::text FROM released`;
}

async function record(tx: Transaction, { about, undone }: { about: Undoing; undone: Undone }): Promise<void> {
  await recordEvent(tx, {
    courseId: about.courseId,
    offerId: about.offerId ?? undefined,
    actorId: about.userId,
    act: "codes.import-undone",
    subjectType: "import",
    subjectId: about.id,
    detail: undone,
  });
  // Where another import has codes left, they are served at once.
  await addJob(tx, { task: "serve-waiting", payload: { offerId: about.offerId } });
}
