import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { v7 as uuid7 } from "uuid";
import { receiveImport, startImport } from "@/features/courses/imports/commands";
import { checkCodes } from "@/features/credits/checks/commands";
import { importCodes } from "@/features/credits/imports/commands";
import { findCodeColumns, normaliseCode } from "@/features/credits/imports/rules";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { writeRow } from "@/server/copy-rows";
import { keyedHash, seal } from "@/server/crypto";
import { createDatabase, type Database } from "@/server/db";
import { watchMemory } from "./memory";
import { type BenchmarkResult, median } from "./result";

const CODES = 1_000_000;
const ROUNDS = 2;
const MOST_MEMORY_MB = 300;

const codeOf = (number: number) => `PC${number.toString(36).toUpperCase().padStart(10, "0")}Q${number % 10}X`;

/**
 * A million codes from a file to a pool that gives them: sending, dry run and import for good as the portal does them, against the crypto alone on
 * one core plus a bare COPY and INSERT … SELECT into the same table. Each round begins with an empty table; the medians count. The second
 * result is how much memory the process took over its idle.
 */
export async function benchImportCodes({ databaseUrl }: { databaseUrl: string }): Promise<BenchmarkResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "bursar-bench-"));
  const file = join(folder, "codes.csv");
  const bare = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const db = createDatabase({ url: databaseUrl, connections: 6 });
  try {
    await pipeline(writeCsv(), createWriteStream(file));
    const ours: number[] = [];
    const theirs: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await emptyTables(bare);
      const stop = watchMemory();
      ours.push(await importAsThePortal(db, file));
      memory.push(stop());
      await emptyTables(bare);
      theirs.push(await doTheBareWork(bare, db, join(folder, "rows")));
    }
    return [
      { bench: "import-codes", unit: "s", value: median(ours), baseline: median(theirs), bar: 2, better: "lower" },
      {
        bench: "import-codes-memory",
        unit: "MB",
        value: Math.max(...memory),
        baseline: MOST_MEMORY_MB,
        bar: MOST_MEMORY_MB,
        barOn: "value",
        better: "lower",
      },
    ];
  } finally {
    await db.prisma.$disconnect();
    await db.pool.end();
    await bare.end();
    rmSync(folder, { recursive: true });
  }
}

function* writeCsv() {
  yield "code\r\n";
  for (let number = 0; number < CODES; number += 1) yield `${codeOf(number)}\r\n`;
}

async function emptyTables(pool: pg.Pool): Promise<void> {
  await pool.query("TRUNCATE codes, import_codes CASCADE");
  await pool.query("CHECKPOINT");
}

async function importAsThePortal({ prisma, pool }: Database, file: string): Promise<number> {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  const about = { kind: "CODES", proof, recognise: findCodeColumns } as const;
  async function* parts() {
    yield { name: "file", fileName: "codes.csv", bytes: createReadStream(file) as AsyncIterable<Buffer> };
  }
  const start = process.hrtime.bigint();
  const sent = await receiveImport({ prisma, ring: TEST_KEYS.codeRing, about, parts: parts() });
  const work = { prisma, pool, keys: TEST_KEYS, id: sent.id ?? "" };
  await checkCodes(work);
  await startImport({ prisma, proof, kind: "CODES", id: work.id, options: {} });
  await importCodes({ ...work, userId: proof.userId });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const available = await prisma.code.count({ where: { offerId: offer.id, state: "AVAILABLE" } });
  if (available !== CODES) {
    throw new Error(`of ${CODES} codes only ${available} can be given: the figure would mean nothing`);
  }
  return seconds;
}

/** What nobody can do without: to seal and fingerprint each code, to send the rows, and to insert them with their slots. */
async function doTheBareWork(bare: pg.Pool, { prisma }: Database, rows: string): Promise<number> {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const about = { courseId: course.id, offerId: offer.id, fileName: "codes.csv", digest: "", size: CODES };
  const batch = await prisma.batch.create({ data: about });
  let crypto = 0;
  await pipeline(function* () {
    for (let number = 0; number < CODES; number += 1_000) {
      const start = process.hrtime.bigint();
      const sealed = Array.from({ length: 1_000 }, (_, index) => sealOne(codeOf(number + index)));
      crypto += Number(process.hrtime.bigint() - start) / 1e9;
      yield sealed.map(({ id, ciphertext, fingerprint }) => writeRow([id, ciphertext, fingerprint])).join("");
    }
  }, createWriteStream(rows));
  const client = await bare.connect();
  const start = process.hrtime.bigint();
  await client.query("BEGIN");
  await client.query("CREATE TEMPORARY TABLE bare (id uuid, ciphertext bytea, fingerprint bytea) ON COMMIT DROP");
  await pipeline(createReadStream(rows), client.query(copyFrom("COPY bare FROM STDIN")));
  await client.query(
    `INSERT INTO codes (id, course_id, offer_id, batch_id, slot, ciphertext, key_id, fingerprint)
     SELECT id, $1, $2, $3, row_number() OVER () - 1, ciphertext, '00000000', fingerprint FROM bare`,
    [course.id, offer.id, batch.id],
  );
  await client.query("COMMIT");
  client.release();
  return crypto + Number(process.hrtime.bigint() - start) / 1e9;
}

function sealOne(text: string) {
  const id = uuid7();
  const ciphertext = seal({ text, key: TEST_KEYS.codeKey, boundTo: id });
  return { id, ciphertext, fingerprint: keyedHash({ text: normaliseCode(text), key: TEST_KEYS.fingerprintKey }) };
}
