import { Logger, makeWorkerUtils, type Runner, run, type TaskList } from "graphile-worker";
import type pg from "pg";
import { type JobStanding, judgeJobs } from "@/lib/job-trouble";
import type { Transaction } from "./db";
import { log } from "./log";
import { type Level, metrics } from "./metrics";

/** `priority`: smaller is sooner. What goes to many people has a larger one, so that nobody's sign-in mail waits behind it. */
export type Job = { task: string; payload: Record<string, string | null>; priority?: number };

/**
 * Puts a job into the caller's transaction: it runs after the commit, and only if there is one.
 * It goes through the outbox because graphile-worker's own add_job sends a NOTIFY, which lets one transaction commit at a
 * time (decision 0011).
 */
export async function addJob(tx: Transaction, job: Job): Promise<void> {
  await tx.outboxJob.create({ data: job, select: { id: true } });
}

/** Jobs of one task about one thing: `value` stands in their payload under `key`. */
type JobsAbout = { task: string; key: string; value: string };

/** The jobs about something that are not done, in the outbox and at the worker, those that it has given up among them. */
export async function readJobs(tx: Transaction, { task, key, value }: JobsAbout): Promise<JobStanding[]> {
  return tx.$queryRaw<JobStanding[]>`
    SELECT 0 AS attempts, 1 AS most, 0 AS waits, false AS "hasFailed", false AS "isLocked" FROM outbox_jobs
      WHERE task = ${task} AND payload ->> ${key}::text = ${value}
    UNION ALL
    SELECT j.attempts::int, j.max_attempts::int, greatest(0, ceil(extract(epoch FROM j.run_at - now())))::int, j.last_error IS NOT NULL, j.locked_at IS NOT NULL
      FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = ${task} AND j.payload ->> ${key}::text = ${value}`;
}

/**
 * SQL that says whether a job about something is still to be done or at work, for a statement that asks it of many things at once. `value` is an
 * expression of that statement, and a text.
 */
export function hasLiveJob({ task, key, value }: JobsAbout): string {
  const isAbout = `payload ->> '${key}' = ${value}`;
  return `(EXISTS (SELECT 1 FROM outbox_jobs WHERE task = '${task}' AND ${isAbout}) OR EXISTS (
    SELECT 1 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = '${task}' AND j.${isAbout} AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL)))`;
}

/**
 * Puts a new job in the place of those about something that fail again and again, were given up or are gone. False, and nothing is done, while
 * one is at work or has not had its first try. The caller holds a lock on the thing: a second press then finds the job of the first.
 */
export async function beginJobAnew(
  tx: Transaction,
  { task, key, value, more = {} }: JobsAbout & { more?: Job["payload"] },
) {
  await dropFailedJobs(tx, { task, key, value });
  if (judgeJobs(await readJobs(tx, { task, key, value })) === null) return false;
  await addJob(tx, { task, payload: { [key]: value, ...more } });
  return true;
}

/** Takes the jobs about something from the worker that have failed and that it has not in hand, so that a new one can take their place. */
async function dropFailedJobs(tx: Transaction, { task, key, value }: JobsAbout): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier = ${task} AND j.payload ->> ${key}::text = ${value}
      AND j.locked_at IS NULL AND (j.last_error IS NOT NULL OR j.attempts >= j.max_attempts)`;
}

/** Takes the jobs of a task from the worker that have used up their tries, for a caller who writes down what that means, and answers with their payloads. */
export async function takeSpentJobs(tx: Transaction, task: string): Promise<unknown[]> {
  const rows = await tx.$queryRaw<{ payload: unknown }[]>`
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier = ${task} AND j.locked_at IS NULL AND j.attempts >= j.max_attempts
    RETURNING j.payload`;
  return rows.map(({ payload }) => payload);
}

const RELAY_BATCH = 500;
const RELAY_PAUSE_MS = 500;

/** Hands what is in the outbox to the worker, the most urgent first and of these the oldest, and answers with how many there were (at most 500). */
async function relayOutbox(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH taken AS (
       DELETE FROM outbox_jobs
         WHERE id IN (SELECT id FROM outbox_jobs ORDER BY priority, id LIMIT ${RELAY_BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING id, task, payload, priority
     )
     SELECT graphile_worker.add_job(task, payload::json, priority => priority) FROM taken ORDER BY priority, id`,
  );
  return rowCount ?? 0;
}

function startRelay(pool: pg.Pool): () => void {
  let timer: NodeJS.Timeout;
  const relay = async () => {
    const count = await relayOutbox(pool).catch((error: unknown) => {
      log().error({ reason: reasonOf(error) }, "outbox not relayed");
      return 0;
    });
    timer = setTimeout(relay, count === RELAY_BATCH ? 0 : RELAY_PAUSE_MS);
  };
  timer = setTimeout(relay, 0);
  return () => clearTimeout(timer);
}

/** Makes the worker's own tables; run after the portal's migrations. `url` is a PostgreSQL connection string. */
export async function migrateJobs(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url, noPreparedStatements: true });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** The worker's own words, in the portal's log: what went well is only worth knowing when something is looked for. */
const workerLogger = new Logger(() => (level, message) => {
  log()[level === "warning" ? "warn" : level === "error" ? "error" : "debug"]({ from: "worker" }, message);
});

/**
 * Starts the worker in this process. A failed job is tried again with growing pauses; `stop()` lets running jobs finish.
 * `crontab` are lines of graphile-worker's crontab (UTC): of several workers on one database, one runs each entry.
 */
export async function startWorker({
  pool,
  tasks,
  crontab,
}: {
  pool: pg.Pool;
  tasks: TaskList;
  crontab: readonly string[];
}): Promise<Runner> {
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab: crontab.join("\n"),
    concurrency: 4,
    pollInterval: 2000,
    noHandleSignals: true,
    noPreparedStatements: true,
    logger: workerLogger,
  });
  runner.events.on("job:success", ({ job }) => metrics().jobs.inc({ task: job.task_identifier, result: "success" }));
  runner.events.on("job:error", ({ job, error }) => {
    metrics().jobs.inc({ task: job.task_identifier, result: "error" });
    log().error({ task: job.task_identifier, attempt: job.attempts, reason: reasonOf(error) }, "job failed");
  });
  const stopRelay = startRelay(pool);
  runner.promise.finally(stopRelay);
  return runner;
}

/**
 * How many jobs stand where: in the outbox, handed to the worker, and given up by it after its last try. The last is for people to
 * look at; the others fall by themselves.
 */
export async function readQueueLevels(pool: pg.Pool): Promise<Level[]> {
  const { rows } = await pool.query<{ stage: string; jobs: number }>(
    `SELECT 'outbox' AS stage, count(*)::int AS jobs FROM outbox_jobs
     UNION ALL SELECT 'worker', count(*) FILTER (WHERE attempts < max_attempts)::int FROM graphile_worker.jobs
     UNION ALL SELECT 'given up', count(*) FILTER (WHERE attempts >= max_attempts)::int FROM graphile_worker.jobs`,
  );
  return rows.map(({ stage, jobs }) => ({ labels: { stage }, value: jobs }));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}
