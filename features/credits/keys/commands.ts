import { setImmediate as letOthers, setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { recordEvent } from "@/features/audit/commands";
import { normaliseCode } from "@/features/credits/imports/rules";
import { keyedHash, keyIdentifier, sealBytes } from "@/server/crypto";
import type { Prisma } from "@/server/db";
import { addJob } from "@/server/jobs";
import { type KeyRing, openBytes, openText, type RingKey } from "@/server/key-ring";
import {
  countSealed,
  readSampleCode,
  readSealedRows,
  SEALED_TABLES,
  type SealedRow,
  type SealedTable,
} from "./queries";
import { countRows, explainFingerprintKey, findMissingKeys } from "./rules";

/**
 * Why the portal must not start with these keys, as a sentence; null when they are the ones of this database. Keeps the fingerprint key's
 * identifier at the first start; where codes came in before it was kept, one of them is tried. Reads whole tables: for a start.
 */
export async function refuseWrongKeys({
  pool,
  ring,
  fingerprintKey,
}: {
  pool: pg.Pool;
  ring: KeyRing;
  fingerprintKey: Buffer;
}): Promise<string | null> {
  const keyIds = ring.list().map(({ id }) => id);
  const missing = findMissingKeys({
    sealed: await countSealed({ pool }),
    ring: keyIds,
    lost: ring.lost(),
    source: ring.source,
  });
  if (missing !== null) return missing;
  const given = keyIdentifier(fingerprintKey);
  const kept = await readKeptFingerprintKey(pool);
  if (kept !== null) return kept === given ? null : explainFingerprintKey({ kept, given });
  const code = await readSampleCode({ pool, keyIds });
  if (code && !fitsCode({ code, ring, fingerprintKey })) return explainFingerprintKey({ kept, given });
  await pool.query("INSERT INTO settings (key, value) VALUES ('fingerprint-key', $1) ON CONFLICT DO NOTHING", [given]);
  // Of two first starts at once with different keys, one has to lose.
  const now = await readKeptFingerprintKey(pool);
  return now === given ? null : explainFingerprintKey({ kept: now, given });
}

async function readKeptFingerprintKey(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ value: string }>("SELECT value FROM settings WHERE key = 'fingerprint-key'");
  return rows[0]?.value ?? null;
}

type Sample = NonNullable<Awaited<ReturnType<typeof readSampleCode>>>;

function fitsCode({ code, ring, fingerprintKey }: { code: Sample; ring: KeyRing; fingerprintKey: Buffer }): boolean {
  const text = openText({ sealed: code.ciphertext, keyId: code.keyId, ring, boundTo: code.id });
  return keyedHash({ text: normaliseCode(text), key: fingerprintKey }).equals(code.fingerprint);
}

/** Records by which key everything is to be sealed, and leaves the sealing anew to the worker. */
export async function startSealingAnew({ prisma, keyId }: { prisma: Prisma; keyId: string }): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: "sealing-key" },
      create: { key: "sealing-key", value: keyId },
      update: { value: keyId },
    });
    await recordKeyEvent(tx, { act: "key.made-first", keyId });
    await addJob(tx, { task: "seal-anew", payload: { keyId } });
  });
}

/** Records that a key was taken out of the ring. */
export async function recordRetirement({ prisma, keyId }: { prisma: Prisma; keyId: string }): Promise<void> {
  await prisma.$transaction((tx) => recordKeyEvent(tx, { act: "key.retired", keyId }));
}

type Recorder = Parameters<typeof recordEvent>[0];

function recordKeyEvent(tx: Recorder, { act, keyId }: { act: "key.made-first" | "key.retired"; keyId: string }) {
  return recordEvent(tx, { courseId: null, actorId: null, act, subjectType: "key", subjectId: keyId });
}

/** How far sealing anew has come. `unreadable` rows were tampered with, or their key is missing: they stay as they are. */
export type SealingProgress = { done: number; total: number; unreadable: number };

const BEGINNING = { at: "00000000-0000-0000-0000-000000000000", number: -1 };
/** Rows that somebody holds are tried again in the next pass; who holds one for so many passes is not waited for. */
const MOST_FRUITLESS = 50;
const PAUSE_MS = 200;

/**
 * Seals everything by the ring's first key that another one sealed, some rows at a time, beside whatever else goes on. Stopped at any moment
 * and begun again, it goes on with what is left; twice at once does no harm. Throws when rows stay held by others for long. Answers with
 * the last progress that it told.
 */
export async function sealAnew({
  pool,
  ring,
  tell = () => {},
}: {
  pool: pg.Pool;
  ring: KeyRing;
  tell?: (progress: SealingProgress) => void;
}): Promise<SealingProgress> {
  const to = ring.first();
  const total = (await countSealed({ pool })).reduce((sum, one) => sum + (one.keyId === to.id ? 0 : countRows(one)), 0);
  const progress = { done: 0, total, unreadable: 0 };
  for (let fruitless = 0; fruitless < MOST_FRUITLESS; ) {
    progress.unreadable = 0;
    let held = 0;
    const before = progress.done;
    for (const table of Object.keys(SEALED_TABLES) as SealedTable[]) {
      held += await walk({ pool, ring, to, table, progress, tell });
    }
    if (held === 0) return progress;
    fruitless = progress.done > before ? 0 : fruitless + 1;
    await pause(PAUSE_MS);
  }
  throw new Error("Some rows are held by others for long; sealing anew goes on later.");
}

/** One pass over a table. Answers with how many rows it had to pass over because somebody held or changed them. */
async function walk({
  pool,
  ring,
  to,
  table,
  progress,
  tell,
}: {
  pool: pg.Pool;
  ring: KeyRing;
  to: RingKey;
  table: SealedTable;
  progress: SealingProgress;
  tell: (progress: SealingProgress) => void;
}): Promise<number> {
  let held = 0;
  for (let after: Pick<SealedRow, "at" | "number"> = BEGINNING; ; ) {
    const rows = await readSealedRows({ pool, table, after, keyId: to.id });
    const last = rows.at(-1);
    if (!last) return held;
    const fresh = rows.flatMap((row) => sealRow({ row, ring, to }) ?? []);
    const written = await write({ pool, table, rows: fresh, keyId: to.id });
    held += fresh.length - written;
    progress.done += written;
    progress.unreadable += rows.length - fresh.length;
    tell({ ...progress });
    after = last;
    await letOthers();
  }
}

type NewlySealed = SealedRow & { old: Buffer };

/** The row sealed by the other key; null when it cannot be opened. */
function sealRow({ row, ring, to }: { row: SealedRow; ring: KeyRing; to: RingKey }): NewlySealed | null {
  const { keyId, boundTo } = row;
  const anew = (sealed: Buffer) =>
    sealBytes({ bytes: openBytes({ sealed, keyId, ring, boundTo }), key: to.key, boundTo });
  try {
    return { ...row, old: row.sealed, sealed: anew(row.sealed), link: row.link && anew(row.link) };
  } catch {
    return null;
  }
}

/**
 * Waits for no row, so that it can be part of no deadlock and a claim waits for one short statement at most. Compares what stood there: a code
 * may be withdrawn meanwhile, and what was made unreadable must not come back.
 */
async function write({
  pool,
  table,
  rows,
  keyId,
}: {
  pool: pg.Pool;
  table: SealedTable;
  rows: NewlySealed[];
  keyId: string;
}): Promise<number> {
  const { place, sealed, link } = SEALED_TABLES[table];
  const column = (name: keyof NewlySealed) => rows.map((row) => row[name]);
  const { rowCount } = await pool.query(
    `WITH fresh AS (
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::bytea[], $4::bytea[], $5::bytea[]) AS f (at, number, old, sealed, link)
     ), free AS (
       SELECT f.* FROM fresh f JOIN ${table} t ON ${place[0]} = f.at AND ${place[1]} = f.number AND t.${sealed} = f.old
       FOR NO KEY UPDATE OF t SKIP LOCKED
     )
     UPDATE ${table} t SET ${sealed} = f.sealed, key_id = $6${link ? `, ${link} = f.link` : ""}
     FROM free f WHERE ${place[0]} = f.at AND ${place[1]} = f.number AND t.${sealed} = f.old`,
    [column("at"), column("number"), column("old"), column("sealed"), column("link"), keyId],
  );
  return rowCount ?? 0;
}
