import { checkDatabase } from "@/scripts/prisma/check-database";
import { readMigrationStatus } from "@/scripts/prisma/migration-status";
import { warnOfPowers } from "@/scripts/prisma/read-role-powers";
import { EnvironmentProblem, environment } from "@/server/env";
import { startWatching } from "@/watch";
import { runPortalWorker } from "@/worker";
import { loadEnvFile } from "./load-env-file";
import { reportFailure, SetupProblem } from "./setup-problem";
import { refuseWrongKeysAtStart } from "./start/refuse-wrong-keys";

// npm run worker: mails and the waiting list in a process of its own, for a portal that runs with WORKER=off.

/** Works until it is told to stop (Ctrl-C, SIGTERM), then lets the running jobs finish. */
async function work(): Promise<void> {
  loadEnvFile();
  await refuseUnready(readDatabaseUrl());
  const watch = await startWatching();
  const runner = await runPortalWorker();
  const stop = () => void runner.stop().catch(() => undefined);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  console.log("The worker is ready. Ctrl+C stops it.");
  await runner.promise;
  await watch.stop();
  process.exit();
}

function readDatabaseUrl(): string {
  if (!process.env.DATABASE_URL) {
    throw new SetupProblem(
      "DATABASE_URL is missing: a worker of its own needs the database of the portal. Without one, the worker runs inside npm start.",
    );
  }
  try {
    return environment().databaseUrl ?? "";
  } catch (error) {
    if (!(error instanceof EnvironmentProblem)) throw error;
    throw new SetupProblem(
      `${error.message}\nSettings come from the environment or the file .env; .env.example explains each.`,
    );
  }
}

async function refuseUnready(databaseUrl: string): Promise<void> {
  await checkDatabase(databaseUrl);
  const warning = await warnOfPowers({ databaseUrl, demonstration: environment().demonstration });
  if (warning) console.warn(warning);
  const { missing } = await readMigrationStatus({ databaseUrl });
  if (missing.length > 0) {
    throw new SetupProblem(
      `The database is not up to date (${missing.length} migrations are missing): run npm run db:migrate with MIGRATION_DATABASE_URL set, then start again.`,
    );
  }
  await refuseWrongKeysAtStart({ databaseUrl, environment: environment() });
}

await work().catch((error) => {
  reportFailure(error);
  process.exit();
});
