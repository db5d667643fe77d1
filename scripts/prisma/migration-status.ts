import { readMigrations } from "./read-migrations";
import { NO_FILTERS, runSchemaEngine } from "./run-schema-engine";

/** How a database stands to the migrations of this version; all lists hold names of migrations. */
export interface MigrationStatus {
  /** Here, but not yet in the database. */
  missing: string[];
  /** In the database, but unknown here: the database belongs to a newer version. */
  unknown: string[];
  /** Begun and not finished. */
  failed: string[];
  /** Changed here after they were applied. */
  edited: string[];
}

/** Compares the database's record of migrations with the folder; changes nothing. */
export function readMigrationStatus({ databaseUrl, folder }: { databaseUrl: string; folder?: string }) {
  return runSchemaEngine({
    databaseUrl,
    task: async (engine): Promise<MigrationStatus> => {
      const migrationsList = readMigrations(folder);
      const found = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: NO_FILTERS,
      });
      const history = found.history;
      return {
        missing: history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [],
        unknown: history && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [],
        failed: found.failedMigrationNames,
        edited: found.editedMigrationNames,
      };
    },
  });
}
