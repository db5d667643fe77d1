import { readFileSync } from "node:fs";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type BenchmarkResult, median } from "./result";

const ROWS = 1_000_000;
const ROUNDS = 3;
/** What the portal's process may take beyond what it had when idle, in MB. */
const MEMORY_BAR = 150;

/**
 * Seconds that the portal takes to serve a million allocations as CSV to a browser's kind of request (compressed, by HTTP), against COPY of
 * the same rows and columns with nothing done to them, read by this process. What its memory grew by is told on standard error, and above
 * the bar there is no figure.
 */
export async function benchExport({
  url,
  cookie,
  pid,
  pool,
  offerId,
}: {
  url: string;
  cookie: string;
  pid: number;
  pool: pg.Pool;
  offerId: string;
}): Promise<BenchmarkResult> {
  await fillAllocations(pool, offerId);
  const ours: number[] = [];
  const theirs: number[] = [];
  await copyRows(pool, offerId);
  const idle = readMemory(pid);
  let peak = idle;
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await copyRows(pool, offerId));
    const watch = setInterval(() => (peak = Math.max(peak, readMemory(pid))), 50);
    ours.push(await download({ url, cookie }));
    clearInterval(watch);
  }
  const grown = Math.round(peak - idle);
  console.error(
    `export: the portal's memory grew by ${grown} MB over ${Math.round(idle)} MB when idle; the bar is ${MEMORY_BAR} MB`,
  );
  if (grown > MEMORY_BAR) {
    throw new Error(`an export of ${ROWS} rows took ${grown} MB: it is not streamed any more`);
  }
  return { bench: "export", unit: "s", value: median(ours), baseline: median(theirs), bar: 4, better: "lower" };
}

async function fillAllocations(pool: pg.Pool, offerId: string): Promise<void> {
  const { rows } = await pool.query<{ course_id: string }>("SELECT course_id FROM offers WHERE id = $1", [offerId]);
  const courseId = rows[0]?.course_id;
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0; SET synchronous_commit = off");
    await client.query(
      `INSERT INTO enrolments (id, course_id, email, name)
       SELECT uuid7(), $1::uuid, 'participant-' || n || '@university.example.org', 'Participant Number ' || n FROM generate_series(1, ${ROWS}) n`,
      [courseId],
    );
    await client.query(
      `WITH batch AS (
         INSERT INTO batches (id, course_id, offer_id, file_name, digest, size) VALUES (uuid7(), $1, $2, 'codes.csv', '', ${ROWS}) RETURNING id)
       INSERT INTO codes (id, course_id, offer_id, batch_id, slot, state, ciphertext, key_id, fingerprint)
       SELECT uuid7(), $1, $2, batch.id, n, 'ALLOCATED', decode(repeat('ab', 48), 'hex'), '00000000', sha256(uuid_send(gen_random_uuid()))
       FROM batch, generate_series(0, ${ROWS - 1}) n`,
      [courseId, offerId],
    );
    await client.query(
      `INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, fulfilled_at)
       SELECT uuid7(), $1, $2, id, 'FULFILLED', now() FROM enrolments WHERE course_id = $1 AND name LIKE 'Participant Number %'`,
      [courseId, offerId],
    );
    await client.query(
      `INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id, state, allocated_at, revealed_at)
       SELECT uuid7(), $1, $2, r.enrolment_id, c.id, r.id, 'REVEALED', now() - r.n * interval '1 second', now()
       FROM (SELECT id, enrolment_id, row_number() OVER (ORDER BY id) AS n FROM requests WHERE offer_id = $2 AND state = 'FULFILLED'
             AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.request_id = requests.id)) r
       JOIN codes c ON c.offer_id = $2 AND c.slot = r.n - 1 AND c.key_id = '00000000'`,
      [courseId, offerId],
    );
    await client.query("VACUUM ANALYZE enrolments, codes, requests, allocations");
  } finally {
    client.release(true);
  }
}

async function copyRows(pool: pg.Pool, offerId: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    const start = process.hrtime.bigint();
    const rows = client.query(
      copyTo(`COPY (
        SELECT o.name, e.email, e.name, a.state, a.allocated_at, a.revealed_at, a.redeemed_at, a.reported_at, a.report_cause, a.replaced_at,
          a.revoked_at, a.released_at, k.acknowledged_at, coalesce(c.amount_minor, o.amount_minor), o.currency, b.file_name
        FROM allocations a JOIN offers o ON o.id = a.offer_id JOIN enrolments e ON e.id = a.enrolment_id JOIN codes c ON c.id = a.code_id
        JOIN batches b ON b.id = c.batch_id
        LEFT JOIN acknowledgements k ON k.offer_id = a.offer_id AND k.enrolment_id = a.enrolment_id
        WHERE a.offer_id = ${pg.escapeLiteral(offerId)}) TO STDOUT (FORMAT csv)`),
    );
    let bytes = 0;
    for await (const chunk of rows) bytes += chunk.length;
    if (bytes < 50 * ROWS) throw new Error("the baseline copied too little: the figure would mean nothing");
    return Number(process.hrtime.bigint() - start) / 1e9;
  } finally {
    client.release(true);
  }
}

async function download({ url, cookie }: { url: string; cookie: string }): Promise<number> {
  const start = process.hrtime.bigint();
  const response = await fetch(url, { headers: { cookie, "accept-encoding": "gzip" } });
  const reader = response.body?.getReader();
  let bytes = 0;
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    bytes += piece.value.byteLength;
  }
  if (!response.ok || bytes < 100 * ROWS) {
    throw new Error(`${url} answered ${response.status} with ${bytes} bytes: the figure would mean nothing`);
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** What a process has in memory, in MB. */
function readMemory(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1000;
}
