import pg from "pg";
import { parseDatabaseUrl } from "./parse-database-url";

/** Any number that nothing else on the database locks; Prisma's own lock is 72707369. */
const MIGRATION_LOCK = 7_270_737;

/** Runs the task while no other process migrates this database; waits for one that does, two minutes at most. */
export async function holdMigrationLock<Result>(options: { databaseUrl: string; task: () => Promise<Result> }) {
  const { parts } = parseDatabaseUrl(options.databaseUrl);
  const client = new pg.Client(parts);
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SET lock_timeout = '2min'");
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await options.task();
  } finally {
    // The lock goes with its session.
    await client.end();
  }
}
