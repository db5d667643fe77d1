import { SetupProblem } from "@/scripts/setup-problem";
import { migrateJobs } from "@/server/jobs";
import { applyMigrations } from "./apply-migrations";
import { grantPortalRole } from "./grant-portal-role";
import { readMigrationStatus } from "./migration-status";

/**
 * Brings a database wholly up to date, as its owner: the project's migrations first, then the tables of the job queue, then the
 * rights of `portalRole`, the role that the portal connects as (left out where there is no such role). Answers with the names of
 * the migrations that were applied. Refuses a database that a newer version has already changed.
 */
export async function migrateDatabase(options: { databaseUrl: string; portalRole?: string; folder?: string }) {
  const { databaseUrl, portalRole, folder } = options;
  const { unknown } = await readMigrationStatus({ databaseUrl, folder });
  if (unknown.length > 0) {
    throw new SetupProblem(
      `The database belongs to a newer version of Bursar (it has the migration ${unknown[0]}). ` +
        "Run that version, or restore a backup from before it.",
    );
  }
  const applied = await applyMigrations({ databaseUrl, folder });
  await migrateJobs(databaseUrl);
  if (portalRole !== undefined) await grantPortalRole({ databaseUrl, role: portalRole });
  return applied;
}
