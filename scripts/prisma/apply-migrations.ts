import { checkDatabase } from "./check-database";
import { holdMigrationLock } from "./hold-migration-lock";
import { readMigrations } from "./read-migrations";
import { NO_FILTERS, runSchemaEngine } from "./run-schema-engine";

/**
 * Applies to the database the migrations that it lacks, oldest first, and records them in `_prisma_migrations` as Prisma's
 * own command would. Answers with their names. Several processes may call it at once: the others wait.
 *
 * A migration that a killed process left unfinished is tried again: PostgreSQL runs each script as one transaction and has
 * undone it. (A script must therefore not contain COMMIT.)
 */
export async function applyMigrations({ databaseUrl, folder }: { databaseUrl: string; folder?: string }) {
  await checkDatabase(databaseUrl);
  return holdMigrationLock({
    databaseUrl,
    task: () =>
      runSchemaEngine({
        databaseUrl,
        task: async (engine): Promise<string[]> => {
          const migrationsList = readMigrations(folder);
          const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
            migrationsList,
            optInToShadowDatabase: false,
            filters: NO_FILTERS,
          });
          for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
          return (await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames;
        },
      }),
  });
}
