import { SetupProblem } from "@/scripts/setup-problem";
import { migrateJobs } from "@/server/jobs";
import { applyMigrations } from "./apply-migrations";
import { readMigrationStatus } from "./migration-status";

/**
 * Brings a database wholly up to date: the project's migrations first, then the tables of the job queue. Answers with the
 * names of the migrations that were applied. Refuses a database that a newer version has already changed.
 */
export async function migrateDatabase({ databaseUrl, folder }: { databaseUrl: string; folder?: string }) {
  const { unknown } = await readMigrationStatus({ databaseUrl, folder });
  if (unknown.length > 0) {
    throw new SetupProblem(
      `The database belongs to a newer version of Bursar (it has the migration ${unknown[0]}). ` +
        "Run that version, or restore a backup from before it.",
    );
  }
  const applied = await applyMigrations({ databaseUrl, folder });
  await migrateJobs(databaseUrl);
  return applied;
}
