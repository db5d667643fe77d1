import { setImmediate as letOthers } from "node:timers/promises";
import { v7 as uuid7 } from "uuid";
import { dropLinesOfDiscarded, failImport, tellProgress } from "@/features/courses/imports/commands";
import { type ImportFile, readImportFile } from "@/features/courses/imports/queries";
import { LIMITS } from "@/features/courses/imports/rules";
import { type CodeColumns, normaliseCode, readCodeRow } from "@/features/credits/imports/rules";
import { codesOptions } from "@/features/credits/imports/schema";
import { readLines, type TableLine, UnreadableTable } from "@/lib/tables/read-lines";
import { startCopying, writeRow } from "@/server/copy-rows";
import { keyedHash, seal } from "@/server/crypto";
import { type Database, runPatiently, type Transaction } from "@/server/db";
import type { KeyRing } from "@/server/key-ring";
import { readSealed } from "@/server/sealed-chunks";
import { countCodeLines } from "./queries";
import { formOf } from "./rules";

/** The portal's keys for codes: the ring that seals them, and FINGERPRINT_KEY, 32 bytes. */
export type CodeKeys = { codeRing: KeyRing; fingerprintKey: Buffer };

type Work = Database & { keys: CodeKeys };

/**
 * The dry run of a file of codes: reads it from beginning to end, seals and fingerprints every code, and tells for each line what would become
 * of it. No pool changes. Begun again, after the worker was stopped in the middle, it begins anew. What it has made is what `importCodes`
 * takes in. Does nothing where nobody waits for it any more.
 */
export async function checkCodes({ prisma, pool, keys, id }: Work & { id: string }): Promise<void> {
  const file = await readImportFile({ prisma, id });
  if (file?.state !== "CHECKING") return;
  try {
    const lines = await stageCodes({ prisma, pool, keys, file });
    const counts = await prisma.$transaction(
      async (tx) => {
        await judgeCodes(tx, file);
        return countCodeLines(tx, id);
      },
      { timeout: 1_800_000, maxWait: 60_000 },
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

const TARGET = `import_codes (import_id, line, status, problem, code_id, ciphertext, key_id, fingerprint, link_ciphertext,
  amount_minor, expires_on, length, tail, form)`;

const MARK_REPEATED = `
  UPDATE import_codes l SET status = 'REPEATED', first_line = f.first
  FROM (SELECT fingerprint, min(line) AS first FROM import_codes WHERE import_id = $1 AND status = 'NEW'
    GROUP BY fingerprint HAVING count(*) > 1) f
  WHERE l.import_id = $1 AND l.fingerprint = f.fingerprint AND f.first < l.line`;

/**
 * Writes a row for each line of the file and marks repetitions, without looking at any pool, and answers with their number. Throws `UnreadableTable`. Requests of
 * people come in between.
 */
export async function stageCodes({ prisma, pool, keys, file }: Work & { file: ImportFile }): Promise<number> {
  await runPatiently(pool, [{ text: "DELETE FROM import_codes WHERE import_id = $1", values: [file.id] }]);
  const { columns } = codesOptions.parse(file.options);
  const offer = await prisma.offer.findUniqueOrThrow({
    where: { id: file.offerId ?? "" },
    select: { amountMinor: true, currency: true },
  });
  const write = writeCodeLine({ importId: file.id, keys, columns, offer });
  const tell = (linesDone: number) => tellProgress({ prisma, id: file.id, linesDone });
  const copier = startCopying({ pool, target: TARGET, tell });
  const open = () => readSealed({ prisma, importId: file.id, ring: keys.codeRing });
  let isFirst = columns.header;
  for await (const lines of readLines({ open, format: file.format, mostLines: LIMITS.CODES.lines })) {
    await copier.add((isFirst ? lines.slice(columns.skip + 1) : lines).map(write));
    isFirst = false;
    await letOthers();
  }
  const staged = await copier.end();
  await runPatiently(pool, [
    { text: "ANALYZE import_codes" },
    { text: "BEGIN" },
    { text: "SET LOCAL work_mem = '64MB'" },
    { text: MARK_REPEATED, values: [file.id] },
    { text: "COMMIT" },
  ]);
  return staged;
}

function writeCodeLine({
  importId,
  keys,
  columns,
  offer,
}: {
  importId: string;
  keys: CodeKeys;
  columns: CodeColumns;
  offer: { amountMinor: number; currency: string };
}): (line: TableLine) => string {
  const { id: keyId, key } = keys.codeRing.first();
  return ({ line, cells }) => {
    const read = readCodeRow(cells, columns, offer);
    if (!read.ok) {
      return writeRow([importId, line, "MALFORMED", read.problem, null, null, null, null, null, null, null, 0, "", ""]);
    }
    const { code, link, amountMinor, expiresOn } = read;
    const codeId = uuid7();
    const sealed = seal({ text: code, key, boundTo: codeId });
    const fingerprint = keyedHash({ text: normaliseCode(code), key: keys.fingerprintKey });
    const sealedLink = link === null ? null : seal({ text: link, key, boundTo: codeId });
    const tail = code.length >= 8 ? code.slice(-2) : "";
    const facts = [amountMinor, expiresOn, code.length, tail, formOf(code)] as const;
    return writeRow([importId, line, "NEW", null, codeId, sealed, keyId, fingerprint, sealedLink, ...facts]);
  };
}

/**
 * Judges the staged lines against all pools as they are now: over the whole deployment; once more before the import, because pools may have
 * changed since. Adding only: a code that is anywhere already is left alone. The same lines and pools always give the same answer.
 */
export async function judgeCodes(tx: Transaction, { id, courseId, offerId }: ImportFile): Promise<void> {
  await tx.$executeRaw`SET LOCAL statement_timeout = '30min'`;
  await tx.$executeRaw`SET LOCAL work_mem = '64MB'`;
  await tx.$executeRaw`
    UPDATE import_codes l SET status = CASE WHEN c.offer_id = ${offerId}::uuid THEN 'HERE' ELSE 'ELSEWHERE' END::import_line_status
    FROM codes c WHERE l.import_id = ${id}::uuid AND l.status = 'NEW' AND c.fingerprint = l.fingerprint`;
  await tx.$executeRaw`
    UPDATE import_codes l SET status = 'EXPIRED'
    FROM courses c WHERE c.id = ${courseId}::uuid AND l.import_id = ${id}::uuid AND l.status = 'NEW'
      AND (l.expires_on + 1)::timestamp AT TIME ZONE c.time_zone <= now()`;
}
