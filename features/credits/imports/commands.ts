import { v7 as uuid7 } from "uuid";
import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import { type FormRefusal, refuseProblems } from "@/lib/form-state";
import { readTable } from "@/lib/tables/read-table";
import { keyIdentifier, seal, sha256 } from "@/server/crypto";
import type { Prisma, Transaction } from "@/server/db";
import { type Done, done, type Outcome, refuse } from "@/server/errors";
import { dropHeldUpload, type HeldUpload, holdUpload, openHeldUpload } from "@/server/held-uploads";
import { addJob } from "@/server/jobs";
import { type CodeKeys, codesPurpose, findKnownCodes, readLines } from "./queries";
import { type CodeLine, findCodeColumn, judgeCodes } from "./rules";

type ByInstructor = { prisma: Prisma; proof: OfferInstructor; keys: CodeKeys };

/**
 * The dry run: looks at an upload and holds it, encrypted, for its import; no pool changes. Answers with the name of the held upload.
 * Refuses what is no table, and a table in which the codes cannot be told from other columns.
 */
export async function checkCodes({
  prisma,
  proof,
  keys,
  upload,
}: ByInstructor & { upload: HeldUpload }): Promise<Done<string> | FormRefusal> {
  const table = readTable(upload.bytes);
  const found = table.ok ? findCodeColumn(table) : table;
  const refusal = found.ok ? null : refuseProblems({ file: [found.sentence] });
  return refusal ?? done(await holdUpload({ prisma, upload, key: keys.codeKey, boundTo: codesPurpose(proof) }));
}

/**
 * Takes the new codes of a held upload into the pool as one batch, all of them or none, and answers with their number. A code that is in
 * this pool or another is left where it is. People who wait are served by the job that commits along with it. Refuses an upload that is
 * gone (imported already, or older than an hour) and one with nothing new.
 */
export async function importCodes({
  prisma,
  proof,
  keys,
  check,
}: ByInstructor & { check: string }): Promise<Outcome<{ added: number }>> {
  const upload = await openHeldUpload({ prisma, id: check, key: keys.codeKey, boundTo: codesPurpose(proof) });
  const table = upload && readTable(upload.bytes);
  const lines = table?.ok ? readLines(table, keys) : null;
  if (!upload || !lines) {
    return gone();
  }
  return prisma.$transaction(
    async (tx) => {
      // One import after the other: what this one finds unknown, no other may add before it has committed.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bursar code import'))`;
      if (!(await dropHeldUpload({ tx, id: check }))) {
        return gone();
      }
      const report = judgeCodes(lines, await findKnownCodes(tx, proof, lines));
      const fresh = lines.filter((_, index) => report[index]?.status === "new");
      if (fresh.length === 0) {
        return refuse("nothing-new", "There is no new code in it, so nothing was imported.");
      }
      await insertBatch({ tx, proof, keys, upload, codes: fresh });
      return done({ added: fresh.length });
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

type Insertion = { tx: Transaction; proof: OfferInstructor; keys: CodeKeys; upload: HeldUpload; codes: CodeLine[] };

async function insertBatch({ tx, proof, keys, upload, codes }: Insertion): Promise<void> {
  const { courseId, offerId, userId } = proof;
  const about = { courseId, offerId, fileName: upload.fileName, digest: sha256(upload.bytes), size: codes.length };
  const batch = await tx.batch.create({ data: { ...about, importedBy: userId }, select: { id: true } });
  const inserted = await insertCodes({ tx, proof, keys, codes, batchId: batch.id });
  if (inserted !== codes.length) {
    throw new Error(`an import added ${inserted} codes of ${codes.length}: somebody else wrote codes meanwhile`);
  }
  await recordEvent(tx, {
    courseId,
    offerId,
    actorId: userId,
    act: "codes.imported",
    subjectType: "batch",
    subjectId: batch.id,
    detail: { fileName: about.fileName, digest: about.digest, added: codes.length },
  });
  await addJob(tx, { task: "serve-waiting", payload: { offerId } });
}

const CHUNK = 5_000;

async function insertCodes({
  tx,
  proof,
  keys,
  codes,
  batchId,
}: Omit<Insertion, "upload"> & { batchId: string }): Promise<number> {
  const keyId = keyIdentifier(keys.codeKey);
  let inserted = 0;
  for (let start = 0; start < codes.length; start += CHUNK) {
    const rows = codes.slice(start, start + CHUNK).flatMap((line, index) => {
      if (line.code === null) return [];
      const id = uuid7();
      const sealed = seal({ text: line.code, key: keys.codeKey, boundTo: id }).toString("hex");
      return [{ id, slot: start + index, sealed, fingerprint: line.fingerprint }];
    });
    inserted += await tx.$executeRaw`
      INSERT INTO codes (id, course_id, offer_id, batch_id, slot, ciphertext, key_id, fingerprint)
      SELECT r.id, ${proof.courseId}::uuid, ${proof.offerId}::uuid, ${batchId}::uuid, r.slot, decode(r.sealed, 'hex'), ${keyId},
        decode(r.fingerprint, 'hex')
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ slot }) => slot)}::int[],
        ${rows.map(({ sealed }) => sealed)}::text[], ${rows.map(({ fingerprint }) => fingerprint)}::text[])
        AS r (id, slot, sealed, fingerprint)
      ON CONFLICT (fingerprint) DO NOTHING`;
  }
  return inserted;
}

function gone() {
  return refuse(
    "gone",
    "This check is over an hour old, or its import is done already. Look at the pool, and send the file again if codes are missing.",
  );
}
