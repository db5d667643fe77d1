import { type OpenDatabase, openDatabase } from "@/scripts/open-database";
import { migrateDatabase } from "@/scripts/prisma/migrate-database";
import { readMigrationStatus } from "@/scripts/prisma/migration-status";
import { warnOfPowers } from "@/scripts/prisma/read-role-powers";
import { SetupProblem } from "@/scripts/setup-problem";
import type { Environment } from "@/server/env";
import { refuseWrongKeysAtStart } from "./refuse-wrong-keys";
import { beginAgainIfHalfSeeded, seedIfEmpty } from "./seed-if-empty";
import type { Steps } from "./steps";
import { unlockJobs } from "./unlock-jobs";

/**
 * Steps 3 and 4: a database that runs, is up to date and, in the demonstration, not empty. Puts the address for the portal's role
 * into `variables`, takes the owner's out, which the portal's process must not know, and puts what must be done at the end into `cleanups`; `giveUp` is called when the built-in server cannot be kept running.
 */
export async function prepareDatabase(options: {
  steps: Steps;
  environment: Environment;
  variables: Record<string, string>;
  cleanups: (() => Promise<void>)[];
  giveUp: () => void;
}): Promise<void> {
  const { steps, environment, variables, cleanups, giveUp } = options;
  const { databaseUrl, migrationDatabaseUrl, demonstration } = environment;
  let database: OpenDatabase | undefined;
  await steps.run(databaseUrl ? "Connecting to the database" : "Starting the built-in PostgreSQL", async (say) => {
    database = await openDatabase({ databaseUrl, migrationDatabaseUrl, onProgress: say, keep: { giveUp } });
    cleanups.push(database.close);
    variables.DATABASE_URL = database.url;
    // Empty and not gone: Next would read it from .env again.
    variables.MIGRATION_DATABASE_URL = "";
    return undefined;
  });
  await steps.run("Bringing the database up to date", async (say) => {
    if (!database) return undefined;
    const { ownerUrl, isEmbedded } = database;
    if (isEmbedded && ownerUrl) await beginAgainIfHalfSeeded(ownerUrl);
    say("migrations");
    const applied = await migrate(database);
    await refuseWrongKeysAtStart({ databaseUrl: database.url, environment });
    const warning = await warnOfPowers({ databaseUrl: database.url, demonstration });
    if (isEmbedded && ownerUrl) await unlockJobs(ownerUrl);
    if (demonstration && ownerUrl) {
      say("demonstration");
      await seedIfEmpty({ databaseUrl: ownerUrl, variables });
    }
    return warning ?? (applied.length === 0 ? "up to date" : undefined);
  });
}

/** As the owner where that is known here; as the portal's role it can only be looked whether somebody else has done it. */
async function migrate({ ownerUrl, portalRole, url }: OpenDatabase): Promise<string[]> {
  const applied = ownerUrl ? await migrateDatabase({ databaseUrl: ownerUrl, portalRole }) : [];
  const { missing } = ownerUrl === url ? { missing: [] } : await readMigrationStatus({ databaseUrl: url });
  if (missing.length === 0) return applied;
  throw new SetupProblem(
    ownerUrl
      ? "DATABASE_URL and MIGRATION_DATABASE_URL name two different databases: they must name the same one, with a role each."
      : `The database is not up to date (${missing.length} migrations are missing), and the role of DATABASE_URL may not change that: run npm run db:migrate with the owner's address in MIGRATION_DATABASE_URL, or set it here.`,
  );
}
