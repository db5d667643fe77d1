import { v7 as uuid7 } from "uuid";
import { recordEvent } from "@/features/audit/commands";
import type { CodeDisclosure } from "@/features/courses/access";
import type { CodeKeys } from "@/features/credits/checks/commands";
import { normaliseCode } from "@/features/credits/imports/rules";
import type { FormRefusal } from "@/lib/form-state";
import { keyedHash, seal, sha256 } from "@/server/crypto";
import type { Prisma, Transaction } from "@/server/db";
import { type Done, done } from "@/server/errors";
import { addJob } from "@/server/jobs";
import { type PastedCode, type PastedTally, readPasted } from "./rules";

/** What every step of reconciling takes: somebody who has just confirmed who they are, and the version of the freeze that they saw. */
type Step = { prisma: Prisma; proof: CodeDisclosure; version: number };

/**
 * Puts codes that are known to have been given since the backup into quarantine, found by their fingerprints. Those that no pool knows came in
 * after the backup: they are kept in quarantine too, so that importing their file again does not give them a second time. Refuses when
 * the pool is open, when somebody else has done a step since `version`, and where there is no code in the text.
 */
export async function quarantineGiven({
  text,
  keys,
  ...step
}: Step & { text: string; keys: CodeKeys }): Promise<Done<PastedTally> | FormRefusal> {
  const pasted = readPasted(text);
  if (pasted.length === 0) {
    const problem =
      "There is no code in this text. A code is one word of letters, digits and dashes, on a line of its own.";
    return { ok: false, reason: "invalid", sentence: "", problems: { codes: [problem] } };
  }
  return takeStep(step, async (tx) => {
    // Imports wait: what is found unknown here, none may add meanwhile.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bursar code import'))`;
    const tally = await settlePasted(tx, { proof: step.proof, keys, pasted });
    await recordEvent(tx, {
      ...about(step.proof),
      act: "codes.quarantined",
      detail: { count: tally.quarantined + tally.kept, which: "given since the backup", ...tally },
    });
    return tally;
  });
}

/** Puts everything that was unused in the backup into quarantine. Refuses as `quarantineGiven` does. */
export async function quarantineAll(step: Step): Promise<Done<{ count: number }> | FormRefusal> {
  return takeStep(step, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE codes c SET state = 'QUARANTINED' FROM batches b, offers o
      WHERE b.id = c.batch_id AND o.id = c.offer_id AND o.id = ${step.proof.offerId}::uuid
        AND c.state IN ('AVAILABLE', 'SPARE') AND b.created_at <= o.restored_to`;
    await recordEvent(tx, {
      ...about(step.proof),
      act: "codes.quarantined",
      detail: { count, which: "unused in the backup" },
    });
    return { count };
  });
}

/** Opens the pool again. Who waits is served by the job that commits along with it. Refuses as `quarantineGiven` does. */
export async function reopenPool(step: Step): Promise<Done<null> | FormRefusal> {
  return takeStep(step, async (tx) => {
    const { offerId } = step.proof;
    await tx.offer.update({ where: { id: offerId }, data: { frozenAt: null }, select: { id: true } });
    await recordEvent(tx, { ...about(step.proof), act: "pool.reopened" });
    await addJob(tx, { task: "serve-waiting", payload: { offerId } });
    return null;
  });
}

/** One step after the other: the offer's row is locked, and the version says whether this one was chosen by what still holds. */
async function takeStep<Value>(
  { prisma, proof, version }: Step,
  task: (tx: Transaction) => Promise<Value>,
): Promise<Done<Value> | FormRefusal> {
  return prisma.$transaction(
    async (tx) => {
      const { count } = await tx.offer.updateMany({
        where: { id: proof.offerId, frozenAt: { not: null }, freezeVersion: version },
        data: { freezeVersion: { increment: 1 } },
      });
      if (count > 0) return done(await task(tx));
      const now = await tx.offer.findUniqueOrThrow({
        where: { id: proof.offerId },
        select: { frozenAt: true, freezeVersion: true },
      });
      return now.frozenAt ? refuseChanged(now.freezeVersion) : OPEN;
    },
    { timeout: 600_000, maxWait: 30_000 },
  );
}

const OPEN: FormRefusal = {
  ok: false,
  reason: "open",
  sentence: "This pool is open already: somebody else has reconciled it meanwhile. Nothing was done.",
};

function refuseChanged(version: number): FormRefusal {
  return {
    ok: false,
    reason: "changed",
    sentence:
      "Somebody else has gone on with this pool after you had opened the page, so nothing was done. Look at the figures anew (open this page in a second tab); send the form again if you still want it.",
    values: { version: String(version) },
  };
}

type Found = { fingerprint: Uint8Array; id: string | null; here: boolean | null; unused: boolean | null };

async function settlePasted(
  tx: Transaction,
  { proof, keys, pasted }: { proof: CodeDisclosure; keys: CodeKeys; pasted: PastedCode[] },
): Promise<PastedTally> {
  const codes = pasted.map((one) => ({
    ...one,
    fingerprint: keyedHash({ text: normaliseCode(one.code), key: keys.fingerprintKey }),
  }));
  const rows = await tx.$queryRaw<Found[]>`
    SELECT f.fingerprint, c.id, c.offer_id = ${proof.offerId}::uuid AS here, c.state IN ('AVAILABLE', 'SPARE') AS unused
    FROM unnest(${codes.map(({ fingerprint }) => fingerprint)}::bytea[]) WITH ORDINALITY AS f (fingerprint, number)
    LEFT JOIN codes c ON c.fingerprint = f.fingerprint ORDER BY f.number`;
  const unused = rows.filter(({ here, unused }) => here && unused).map(({ id }) => id);
  const quarantined = await tx.$executeRaw`
    UPDATE codes SET state = 'QUARANTINED' WHERE id = ANY(${unused}::uuid[]) AND state IN ('AVAILABLE', 'SPARE')`;
  const unknown = codes.filter(({ alone }, index) => alone && rows[index]?.id === null);
  await keepOut(tx, { proof, keys, codes: unknown });
  return {
    quarantined,
    settled: rows.filter(({ here, unused }) => here && !unused).length,
    elsewhere: rows.filter(({ here }) => here === false).length,
    kept: unknown.length,
  };
}

/** Brings codes in as a batch of their own that is in quarantine from the beginning. */
async function keepOut(
  tx: Transaction,
  { proof, keys, codes }: { proof: CodeDisclosure; keys: CodeKeys; codes: (PastedCode & { fingerprint: Buffer })[] },
): Promise<void> {
  if (codes.length === 0) return;
  const { courseId, offerId, userId } = proof;
  const batch = await tx.batch.create({
    data: {
      courseId,
      offerId,
      fileName: "given since the backup (pasted)",
      digest: sha256(codes.map(({ fingerprint }) => fingerprint.toString("hex")).join("\n")),
      size: codes.length,
      importedBy: userId,
    },
    select: { id: true },
  });
  const { id: keyId, key } = keys.codeRing.first();
  await tx.code.createMany({
    data: codes.map(({ code, fingerprint }, slot) => {
      const id = uuid7();
      const ciphertext = Buffer.from(seal({ text: code, key, boundTo: id }));
      const state = "QUARANTINED" as const;
      return {
        id,
        courseId,
        offerId,
        batchId: batch.id,
        slot,
        state,
        ciphertext,
        keyId,
        fingerprint: Buffer.from(fingerprint),
      };
    }),
  });
}

function about({ courseId, offerId, userId }: CodeDisclosure) {
  return { courseId, offerId, actorId: userId, subjectType: "offer", subjectId: offerId } as const;
}
