import { recordEvent } from "@/features/audit/commands";
import { tellProgress } from "@/features/courses/imports/commands";
import { type ImportFile, readImportFile } from "@/features/courses/imports/queries";
import { type CodeKeys, judgeCodes, stageCodes } from "@/features/credits/checks/commands";
import { countCodeLines } from "@/features/credits/checks/queries";
import { type Database, type Prisma, runPatiently, type Transaction } from "@/server/db";
import { addJob } from "@/server/jobs";
import { codesOptions } from "./schema";

const PART = 100_000;

/**
 * Takes the new codes of a checked file into the pool, all of them or none: a batch for each last day, slots without a gap. What somebody
 * else has brought in since the check is left out. People who wait are served by the job that commits along with it. Begun again after the
 * worker was stopped, it finds its work done or begins anew; lines that the server lost in a crash are made anew from the file.
 */
export async function importCodes({
  prisma,
  pool,
  keys,
  id,
  userId,
}: Database & { keys: CodeKeys; id: string; userId: string | null }): Promise<void> {
  const file = await readImportFile({ prisma, id });
  if (file?.state !== "RUNNING") return;
  if ((await prisma.importCode.count({ where: { importId: id } })) !== file.lines) {
    await stageCodes({ prisma, pool, keys, file });
  }
  await prisma.$transaction((tx) => takeIn({ prisma, tx, file, userId }), { timeout: 3_600_000, maxWait: 60_000 });
}

type Taking = { prisma: Prisma; tx: Transaction; file: ImportFile; userId: string | null };

async function takeIn({ prisma, tx, file, userId }: Taking): Promise<void> {
  // One import after the other: what this one finds unknown, no other may add before it has committed.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bursar code import'))`;
  const now = await tx.import.findUnique({ where: { id: file.id }, select: { state: true } });
  if (now?.state !== "RUNNING") return;
  await judgeCodes(tx, file);
  const { spares } = codesOptions.parse(file.options);
  const added = await insertCodes({ prisma, tx, file, userId, state: spares ? "SPARE" : "AVAILABLE" });
  const counts = await countCodeLines(tx, file.id);
  await tx.$executeRaw`
    UPDATE imports SET state = 'DONE', finished_at = now(), counts = ${JSON.stringify({ ...counts, added })}::jsonb WHERE id = ${file.id}::uuid`;
  await recordEvent(tx, {
    courseId: file.courseId,
    offerId: file.offerId ?? undefined,
    actorId: userId,
    act: "codes.imported",
    subjectType: "import",
    subjectId: file.id,
    detail: { digest: file.digest, added, spares },
  });
  if (added > 0 && !spares) await addJob(tx, { task: "serve-waiting", payload: { offerId: file.offerId } });
  await addJob(tx, { task: "tidy-codes-import", payload: { importId: file.id } });
}

type Group = { part: number; day: Date | null; count: number };

/** Inserts the new lines a hundred thousand at a time, so that the page can say how far it is; the transaction is one. */
async function insertCodes({
  prisma,
  tx,
  file,
  userId,
  state,
}: Taking & { state: "SPARE" | "AVAILABLE" }): Promise<number> {
  const groups = await tx.$queryRaw<Group[]>`
    SELECT line / ${PART}::int AS part, expires_on AS day, count(*)::int AS count FROM import_codes
    WHERE import_id = ${file.id}::uuid AND status = 'NEW' GROUP BY 1, 2 ORDER BY 1, 2`;
  const batches = await createBatches(tx, { file, userId, groups });
  const parts = [...new Set(groups.map(({ part }) => part))];
  let added = 0;
  for (const part of parts) {
    const [ids, days, slots] = [
      batches.map(({ id }) => id),
      batches.map(({ day }) => day),
      batches.map(({ next }) => next),
    ];
    added += await tx.$executeRaw`
      INSERT INTO codes (id, course_id, offer_id, batch_id, slot, state, ciphertext, key_id, fingerprint, link_ciphertext, amount_minor)
      SELECT l.code_id, ${file.courseId}::uuid, ${file.offerId}::uuid, b.id,
        b.slot + row_number() OVER (PARTITION BY b.id ORDER BY l.line) - 1, ${state}::code_state,
        l.ciphertext, l.key_id, l.fingerprint, l.link_ciphertext, l.amount_minor
      FROM import_codes l
      JOIN unnest(${ids}::uuid[], ${days}::text[]::date[], ${slots}::int[]) AS b (id, day, slot)
        ON b.day = coalesce(l.expires_on, 'infinity')
      WHERE l.import_id = ${file.id}::uuid AND l.status = 'NEW' AND l.line >= ${part * PART} AND l.line < ${(part + 1) * PART}`;
    for (const { day, count } of groups.filter((group) => group.part === part)) {
      const batch = batches.find((one) => one.day === dayKey(day));
      if (batch) batch.next += count;
    }
    await tellProgress({ prisma, id: file.id, linesDone: Math.min((part + 1) * PART, file.lines) });
  }
  return added;
}

const dayKey = (day: Date | null) => day?.toISOString().slice(0, 10) ?? "infinity";

/** A batch for each last day; its codes are not handed out any more when that day is over in the course's zone. */
async function createBatches(
  tx: Transaction,
  { file, userId, groups }: { file: ImportFile; userId: string | null; groups: Group[] },
): Promise<{ id: string; day: string; next: number }[]> {
  const sizes = new Map<string, number>();
  for (const { day, count } of groups) sizes.set(dayKey(day), (sizes.get(dayKey(day)) ?? 0) + count);
  const rows = await tx.$queryRaw<{ id: string; day: string }[]>`
    INSERT INTO batches (id, course_id, offer_id, file_name, digest, size, expires_at, imported_by, import_id)
    SELECT uuid7(), c.id, ${file.offerId}::uuid, ${file.fileName}, ${file.digest}, s.size,
      CASE WHEN s.day <> 'infinity' THEN (s.day::date + 1)::timestamp AT TIME ZONE c.time_zone END, ${userId}::uuid, ${file.id}::uuid
    FROM courses c, unnest(${[...sizes.keys()]}::text[], ${[...sizes.values()]}::int[]) AS s (day, size)
    WHERE c.id = ${file.courseId}::uuid
    RETURNING id, coalesce(to_char(expires_at AT TIME ZONE (SELECT time_zone FROM courses WHERE id = course_id) - interval '1 day', 'YYYY-MM-DD'), 'infinity') AS day`;
  return rows.map((row) => ({ ...row, next: 0 }));
}

/** What is left to do after an import: the file and its lines are let go, those that did not come in excepted, and the tables are tidied. */
export async function tidyImport({ pool, id }: Pick<Database, "pool"> & { id: string }): Promise<void> {
  await runPatiently(pool, [
    { text: "DELETE FROM import_chunks WHERE import_id = $1", values: [id] },
    { text: "DELETE FROM import_codes WHERE import_id = $1 AND status = 'NEW'", values: [id] },
    ...["codes", "import_codes", "import_chunks"].map((table) => ({ text: `VACUUM (ANALYZE) ${table}` })),
  ]);
}
