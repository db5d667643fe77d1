import { listAllocations } from "@/features/credits/allocations/queries";
import { readWish, type TableWish } from "@/features/credits/selections/rules";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createDatabase, type Database } from "@/server/db";
import { type BenchmarkResult, median } from "./result";

const LARGE = 1_000_000;
const SMALL = 1_000;
const ROUNDS = 60;

type Filling = { courseId: string; offerId: string; batchId: string; size: number };
type Asked = [Table, string];
type Table = { proof: Parameters<typeof listAllocations>[0]["proof"]; pages: Record<string, TableWish> };

/**
 * Milliseconds that the server takes to read a page of the table of allocations, all its questions included: a million allocations against
 * a thousand, in turn on the same server, one result for each kind of page. Then a search among the thousand against their page in the
 * order of names: a common name of a large course must not slow down its search in a small one.
 */
export async function benchAllocationsTable({ databaseUrl }: { databaseUrl: string }): Promise<BenchmarkResult[]> {
  const database = createDatabase({ url: databaseUrl, connections: 8 });
  try {
    const [large, small] = [await fillTable(database, LARGE), await fillTable(database, SMALL)];
    await database.pool.query("VACUUM ANALYZE allocations, enrolments, codes, batches, requests");
    const compare = async (bench: string, ours: Asked, theirs: Asked, bar: number): Promise<BenchmarkResult> => {
      const times: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        times[0].push(await time(database, ...ours));
        times[1].push(await time(database, ...theirs));
      }
      return { bench, unit: "ms", value: median(times[0]), baseline: median(times[1]), bar, better: "lower" };
    };
    const results: BenchmarkResult[] = [];
    for (const name of Object.keys(large.pages)) {
      results.push(await compare(`allocations-table, ${name}`, [large, name], [small, name], 1.5));
    }
    const search = await compare("allocations-table, a small search", [small, "a common name"], [small, "by name"], 2);
    return [...results, search];
  } finally {
    await database.prisma.$disconnect();
    await database.pool.end();
  }
}

async function time({ pool }: Database, { proof, pages }: Table, name: string): Promise<number> {
  const start = process.hrtime.bigint();
  const view = await listAllocations({ pool, proof, wish: pages[name] as TableWish });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const expected = name === "a rare name" ? 1 : 20;
  if (!view || view.rows.length < expected) {
    throw new Error(`the page ${name} has ${view?.rows.length} rows: the figure would mean nothing`);
  }
  return milliseconds;
}

/** An offer that has given that many codes, one person in forty being called Maria and one in all Zebulon. */
async function fillTable({ pool, prisma }: Database, size: number): Promise<Table> {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const { rows } = await pool.query<{ id: string }>(
    "INSERT INTO batches (id, course_id, offer_id, file_name, digest, size) VALUES (uuid7(), $1, $2, 'bench', '', $3) RETURNING id",
    [course.id, offer.id, size],
  );
  await fillBatch({ pool, prisma }, { courseId: course.id, offerId: offer.id, batchId: rows[0]?.id ?? "", size });
  const middle = await pool.query<{ id: string }>(
    "SELECT id FROM allocations WHERE offer_id = $1 ORDER BY id OFFSET $2 LIMIT 1",
    [offer.id, size / 2],
  );
  return {
    proof: instructorOf({ course, offer, enrolment }),
    pages: {
      "the first page": readWish({}),
      "the middle page": readWish({ after: middle.rows[0]?.id }),
      "the last page": readWish({ page: "last" }),
      "by name": readWish({ sort: "name" }),
      "by state": readWish({ sort: "state" }),
      "the middle by state": readWish({ sort: "state", after: middle.rows[0]?.id, in: "redeemed" }),
      "a state": readWish({ state: "revealed" }),
      "a rare name": readWish({ q: "Zebulon" }),
      "a common name": readWish({ q: "maria" }),
    },
  };
}

const CHUNK = 20_000;
const FIRST = "Ana Ben Carla Dora Emil Fay Gus Hana Ina Jon Kai Lea Mo Nils Ola Pia Quinn Rosa Sam Tom".split(" ");

async function fillBatch({ pool }: Database, { courseId, offerId, batchId, size }: Filling): Promise<void> {
  const client = await pool.connect();
  try {
    for (let start = 0; start < size; start += CHUNK) {
      await client.query("BEGIN");
      // The million is only there to be read: its foreign keys need not be checked one by one.
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query(
        `CREATE TEMPORARY TABLE people (n int, enrolment uuid, code uuid, request uuid, allocation uuid, name text, at timestamptz,
           state allocation_state) ON COMMIT DROP`,
      );
      await client.query(PEOPLE, [start, Math.min(start + CHUNK, size) - 1, size]);
      await client.query(
        `INSERT INTO enrolments (id, course_id, email, name) SELECT enrolment, $1, 'p' || n || '@example.org', name FROM people`,
        [courseId],
      );
      await client.query(
        `INSERT INTO codes (id, course_id, offer_id, batch_id, slot, state, ciphertext, key_id, fingerprint)
         SELECT code, $1, $2, $3, n, 'ALLOCATED', '\\x00', '00000000', sha256(uuid_send(code)) FROM people`,
        [courseId, offerId, batchId],
      );
      await client.query(
        `INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, fulfilled_at)
         SELECT request, $1, $2, enrolment, 'FULFILLED', at FROM people`,
        [courseId, offerId],
      );
      await client.query(
        `INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id, batch_id, state, allocated_at,
           revealed_at, redeemed_at)
         SELECT allocation, $1, $2, enrolment, code, request, $3, state, at, CASE WHEN state <> 'ALLOCATED' THEN at END,
           CASE WHEN state = 'REDEEMED' THEN at END FROM people`,
        [courseId, offerId, batchId],
      );
      await client.query("COMMIT");
    }
  } finally {
    client.release();
  }
}

// $1 and $2 first and last number, $3 how many in all.
const PEOPLE = `
  INSERT INTO people
  SELECT n, uuid7() AS enrolment, uuid7() AS code, uuid7() AS request, uuid7() AS allocation,
    CASE WHEN n = $3::int / 3 THEN 'Zebulon Quill'
      WHEN n % 40 = 0 THEN 'Maria ' || translate(to_hex(n), '0123456789', 'ghijklmnop')
      ELSE (ARRAY['${FIRST.join("','")}'])[1 + n % ${FIRST.length}] || ' ' || translate(to_hex(n), '0123456789', 'ghijklmnop') END AS name,
    now() - ($3::int - n) * interval '1 second' AS at,
    (CASE WHEN n % 10 < 2 THEN 'ALLOCATED' WHEN n % 10 < 5 THEN 'REVEALED' ELSE 'REDEEMED' END)::allocation_state AS state
  FROM generate_series($1::int, $2::int) n`;
