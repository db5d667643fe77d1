import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { claimCode } from "@/features/credits/commands";
import type { BenchmarkResult } from "./result";
import { median } from "./result";

const POOL_SIZE = 100_000;
const CLAIMS = 24_000;
const CALLERS = 64;
const CONNECTIONS = 16;
const ROUNDS = 3;

/**
 * Claims per second as the application makes them, against pgbench calling the same SQL function on the same server. Both connect as the portal's role. Each
 * round is a fresh offer with a full pool, ours and the baseline in turn; the medians count.
 */
export async function benchClaim({
  databaseUrl,
  portalUrl,
  pgbench,
}: {
  databaseUrl: string;
  portalUrl: string;
  pgbench: string;
}): Promise<BenchmarkResult> {
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const pool = new pg.Pool({ connectionString: portalUrl, max: CONNECTIONS });
  try {
    const courseId = await fillCourse(owner);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await claimAsTheApplication(pool, await fillOffer(owner, courseId)));
      theirs.push(await claimByPgbench({ databaseUrl: portalUrl, pgbench, offerId: await fillOffer(owner, courseId) }));
    }
    return { bench: "claim", unit: "per s", value: median(ours), baseline: median(theirs), bar: 0.6, better: "higher" };
  } finally {
    await pool.end();
    await owner.end();
  }
}

/** Identifiers that pgbench can work out from a number. */
const ENROLMENT = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;

async function fillCourse(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`
    INSERT INTO courses (id, slug, title, term, time_zone, starts_on, ends_on, contact_name, contact_address, opened_at, updated_at)
    VALUES (uuid7(), 'bench-' || uuid7(), 'Bench', 'Now', 'UTC', now()::date, now()::date + 100, 'Bench', 'bench@example.org', now(), now())
    RETURNING id`);
  const courseId = rows[0]?.id ?? "";
  await pool.query(
    `INSERT INTO enrolments (id, course_id, email)
     SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'bench' || n || '@example.org'
     FROM generate_series(1, ${CLAIMS}) n`,
    [courseId],
  );
  return courseId;
}

async function fillOffer(pool: pg.Pool, courseId: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO offers (id, course_id, slug, provider, guide, name, amount_minor, currency, opens_at, closes_at, redeem_by, acknowledgement, updated_at)
     VALUES (uuid7(), $1, 'bench-' || uuid7(), 'aws', 'aws', 'Bench', 100, 'USD', now() - interval '1 day', now() + interval '1 day', now()::date + 9, 'x', now())
     RETURNING id`,
    [courseId],
  );
  const offerId = rows[0]?.id ?? "";
  await pool.query(
    `WITH batch AS (
       INSERT INTO batches (id, course_id, offer_id, file_name, digest, size) VALUES (uuid7(), $1, $2, 'bench', '', ${POOL_SIZE}) RETURNING id
     )
     INSERT INTO codes (id, course_id, offer_id, batch_id, slot, ciphertext, key_id, fingerprint)
     SELECT uuid7(), $1, $2, batch.id, n, decode(repeat('ab', 48), 'hex'), '00000000', sha256(uuid_send(gen_random_uuid()))
     FROM batch, generate_series(0, ${POOL_SIZE - 1}) n`,
    [courseId, offerId],
  );
  await pool.query("VACUUM ANALYZE codes, allocations, requests");
  return offerId;
}

async function claimAsTheApplication(pool: pg.Pool, offerId: string): Promise<number> {
  let next = 1;
  let allocated = 0;
  const caller = async () => {
    while (next <= CLAIMS) {
      const enrolmentId = ENROLMENT(next);
      next += 1;
      const { outcome } = await claimCode({ pool, proof: { offerId, enrolmentId, userId: null } });
      allocated += outcome === "allocated" ? 1 : 0;
    }
  };
  const start = process.hrtime.bigint();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (allocated !== CLAIMS) {
    throw new Error(`of ${CLAIMS} claims only ${allocated} gave a code: the figure would mean nothing`);
  }
  return CLAIMS / seconds;
}

async function claimByPgbench({
  databaseUrl,
  pgbench,
  offerId,
}: {
  databaseUrl: string;
  pgbench: string;
  offerId: string;
}): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bursar-bench-"));
  const perClient = Math.floor(CLAIMS / CONNECTIONS);
  const script = join(folder, "claim.sql");
  writeFileSync(
    script,
    `\\set n :n + 1
\\set i :client_id * ${perClient} + :n
SELECT outcome, allocation_id FROM claim_code('${offerId}', ('00000000-0000-7000-8000-' || lpad(to_hex(:i::int), 12, '0'))::uuid, NULL);
`,
  );
  try {
    const { stdout } = await promisify(execFile)(pgbench, [
      "--no-vacuum",
      "--protocol=extended",
      `--client=${CONNECTIONS}`,
      "--jobs=2",
      `--transactions=${perClient}`,
      "--define=n=0",
      `--file=${script}`,
      databaseUrl,
    ]);
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!rate) {
      throw new Error(`pgbench printed no rate:\n${stdout}`);
    }
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
