import pg from "pg";

/**
 * Gives the jobs of a worker that was killed back to the queue. The queue itself waits four hours for such a worker. Only for
 * the built-in database, where no other portal can have a worker.
 */
export async function unlockJobs(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ locked_by: string }>(
      "SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL",
    );
    const workers = rows.map((row) => row.locked_by);
    if (workers.length > 0) await client.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [workers]);
  } finally {
    await client.end();
  }
}
