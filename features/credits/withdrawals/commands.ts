import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { dropLines } from "@/features/courses/imports/commands";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { addJob } from "@/server/jobs";

/** What an undoing did: codes that are gone, people who wait again. */
export type Undone = { deleted: number; withdrawn: number; released: number };

const SEEN = () =>
  refuse(
    "seen",
    "Somebody has looked at a code of this import meanwhile, so it cannot be undone. Nothing was changed.",
  );
const RESTORED = () =>
  refuse(
    "restored",
    "The pool was restored from a backup since. Nobody can tell which codes of this import were seen meanwhile, so it cannot be undone.",
  );
const NOT_DONE = () => refuse("not-done", "This import is undone already, or was never taken in.");

/**
 * Undoes an import of codes as long as none of its codes was revealed. Codes that nobody had are deleted; of those that somebody had unseen
 * nothing can be read any more, and their people wait again at their old place, so that the same file can come in anew. A code in
 * quarantine stays there. Refuses, and changes nothing, once somebody has looked at one, or may have before a restore.
 */
export async function undoImport({
  prisma,
  proof,
  id,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  id: string;
}): Promise<Outcome<Undone>> {
  return prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = '30min'`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bursar code import'))`;
      const { count } = await tx.import.updateMany({
        where: { id, courseId: proof.courseId, kind: "CODES", state: "DONE" },
        data: { state: "UNDONE" },
      });
      if (count === 0) return NOT_DONE();
      const refusal = (await isOfBackup(tx, id)) ? RESTORED() : (await isSeen(tx, id)) ? SEEN() : null;
      if (refusal) {
        await tx.import.update({ where: { id }, data: { state: "DONE" } });
        return refusal;
      }
      const undone = await takeOut(tx, { proof, id });
      await tx.$executeRaw`
        UPDATE imports SET undone_at = now(), counts = counts || ${JSON.stringify(undone)}::jsonb WHERE id = ${id}::uuid`;
      await dropLines(tx, [id]);
      await tx.importChunk.deleteMany({ where: { importId: id } });
      await record(tx, { proof, id, undone });
      return done(undone);
    },
    { timeout: 1_800_000, maxWait: 60_000 },
  );
}

/**
 * Whether it came in before the backup that its offer was restored from, or the pool is frozen: taken out and brought in again, codes that were
 * given since the backup would come back as if they were new.
 */
async function isOfBackup(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ restored: boolean }]>`
    SELECT o.frozen_at IS NOT NULL OR coalesce(i.created_at <= o.restored_to, false) AS restored
    FROM imports i JOIN offers o ON o.id = i.offer_id WHERE i.id = ${id}::uuid`;
  return row.restored;
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

async function takeOut(tx: Transaction, { proof, id }: { proof: CourseInstructor; id: string }): Promise<Undone> {
  const released = await releaseUnseen(tx, { proof, id });
  const withdrawn = await tx.$executeRaw`
    UPDATE codes c SET state = 'WITHDRAWN', ciphertext = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
      fingerprint = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), link_ciphertext = NULL, amount_minor = NULL
    FROM batches b WHERE b.id = c.batch_id AND b.import_id = ${id}::uuid AND c.state IN ('AVAILABLE', 'SPARE', 'ALLOCATED')
      AND EXISTS (SELECT 1 FROM allocations a WHERE a.code_id = c.id)`;
  const deleted = await tx.$executeRaw`
    DELETE FROM codes c USING batches b
    WHERE b.id = c.batch_id AND b.import_id = ${id}::uuid AND c.state IN ('AVAILABLE', 'SPARE')`;
  await tx.$executeRaw`
    DELETE FROM batches b WHERE b.import_id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.batch_id = b.id)`;
  return { deleted, withdrawn, released };
}

/** Their requests stand as they did before: waiting, by the instant at which they were made. A mail says so. */
async function releaseUnseen(tx: Transaction, { proof, id }: { proof: CourseInstructor; id: string }): Promise<number> {
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
    SELECT course_id, offer_id, ${proof.userId}::uuid, 'code.released', 'allocation', id::text FROM released`;
}

async function record(
  tx: Transaction,
  { proof, id, undone }: { proof: CourseInstructor; id: string; undone: Undone },
): Promise<void> {
  const { offerId } = await tx.import.findUniqueOrThrow({ where: { id }, select: { offerId: true } });
  await recordEvent(tx, {
    courseId: proof.courseId,
    offerId: offerId ?? undefined,
    actorId: proof.userId,
    act: "codes.import-undone",
    subjectType: "import",
    subjectId: id,
    detail: undone,
  });
  // Where another import has codes left, they are served at once.
  await addJob(tx, { task: "serve-waiting", payload: { offerId } });
}
