import { relative } from "node:path";
import { loadEnvFile } from "./load-env-file";
import { demandOwner, type OpenDatabase, openDatabase, readAddresses } from "./open-database";
import { createMigration } from "./prisma/create-migration";
import { migrateDatabase } from "./prisma/migrate-database";
import { readMigrationStatus } from "./prisma/migration-status";
import { reportFailure, SetupProblem } from "./setup-problem";

// npm run db:migrate · db:status · db:migration -- NAME

type Command = (database: OpenDatabase, argument: string | undefined) => Promise<void>;

const COMMANDS: Record<string, Command | undefined> = {
  apply: async (database) => {
    const { portalRole } = database;
    const applied = await migrateDatabase({ databaseUrl: demandOwner(database, "Changing its tables"), portalRole });
    console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
  },
  create: async (database, name) => {
    if (!name) throw new SetupProblem("A migration needs a name: npm run db:migration -- add-batches");
    const databaseUrl = demandOwner(database, "Working out a migration");
    const { file, isEmpty } = await createMigration({ databaseUrl, name });
    const what = isEmpty ? "The schema has not changed; write your own SQL in" : "Look through and commit";
    console.log(`${what} ${relative(".", file)}, then run npm run db:migrate.`);
  },
  status: async ({ ownerUrl, url }) => {
    const { missing, unknown, failed, edited } = await readMigrationStatus({
      databaseUrl: ownerUrl ?? url,
    });
    console.log(missing.length === 0 ? "Every migration is applied." : `Not yet applied: ${missing.join(", ")}.`);
    if (failed.length > 0) console.log(`Begun and not finished: ${failed.join(", ")}.`);
    if (edited.length > 0) console.log(`Changed here after they were applied: ${edited.join(", ")}.`);
    if (unknown.length > 0) console.log(`In the database but not here (a newer version?): ${unknown.join(", ")}.`);
    if (missing.length + unknown.length + failed.length + edited.length > 0) process.exitCode = 1;
  },
};

async function main([name = "", argument]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (!command) throw new SetupProblem("Use npm run db:migrate, db:status, or db:migration -- NAME.");
  const database = await openDatabase(readAddresses());
  try {
    await command(database, argument);
  } finally {
    await database.close();
  }
}

loadEnvFile();
await main(process.argv.slice(2)).catch(reportFailure);
