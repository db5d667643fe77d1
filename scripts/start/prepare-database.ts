import { openDatabase } from "@/scripts/open-database";
import { migrateDatabase } from "@/scripts/prisma/migrate-database";
import type { Environment } from "@/server/env";
import { refuseWrongKeysAtStart } from "./refuse-wrong-keys";
import { beginAgainIfHalfSeeded, seedIfEmpty } from "./seed-if-empty";
import type { Steps } from "./steps";
import { unlockJobs } from "./unlock-jobs";

/**
 * Steps 3 and 4: a database that runs, is up to date and, in the demonstration, not empty. Puts its address into `variables`
 * and what must be done at the end into `cleanups`; `giveUp` is called when the built-in server cannot be kept running.
 */
export async function prepareDatabase(options: {
  steps: Steps;
  environment: Environment;
  variables: Record<string, string>;
  cleanups: (() => Promise<void>)[];
  giveUp: () => void;
}): Promise<void> {
  const { steps, environment, variables, cleanups, giveUp } = options;
  const title = environment.databaseUrl ? "Connecting to the database" : "Starting the built-in PostgreSQL";
  await steps.run(title, async (say) => {
    const database = await openDatabase({ databaseUrl: environment.databaseUrl, onProgress: say, keep: { giveUp } });
    cleanups.push(database.close);
    variables.DATABASE_URL = database.url;
    return undefined;
  });
  const databaseUrl = variables.DATABASE_URL ?? "";
  await steps.run("Bringing the database up to date", async (say) => {
    if (!environment.databaseUrl) await beginAgainIfHalfSeeded(databaseUrl);
    say("migrations");
    const applied = await migrateDatabase({ databaseUrl });
    await refuseWrongKeysAtStart({ databaseUrl, environment });
    if (!environment.databaseUrl) await unlockJobs(databaseUrl);
    if (environment.demonstration) {
      say("demonstration");
      await seedIfEmpty({ databaseUrl, variables });
    }
    return applied.length === 0 ? "up to date" : undefined;
  });
}
