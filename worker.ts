import type { Runner } from "graphile-worker";
import { sealCrontab, sealTasks } from "@/features/audit/seals/jobs";
import { codesImportTasks } from "@/features/credits/imports/jobs";
import { creditCrontab, creditTasks } from "@/features/credits/jobs";
import { refuseWrongKeys } from "@/features/credits/keys/commands";
import { keyCrontab, keyTasks } from "@/features/credits/keys/jobs";
import { messageCrontab, messageTasks } from "@/features/messages/jobs";
import { needsCrontab, needsTasks } from "@/features/reports/needs/jobs";
import { personalDataCrontab, personalDataTasks } from "@/features/reports/personal-data/jobs";
import { rosterImportTasks } from "@/features/roster/imports/jobs";
import { signInTasks } from "@/server/auth/jobs";
import { database } from "@/server/db";
import { EnvironmentProblem, environment } from "@/server/env";
import { startWorker } from "@/server/jobs";
import { log } from "@/server/log";

/**
 * Starts the worker in this process. Every feature's jobs are put together where features and infrastructure may meet: here
 * and nowhere else.
 */
export async function runPortalWorker(): Promise<Runner> {
  return startWorker({
    pool: database().pool,
    tasks: {
      ...sealTasks,
      ...signInTasks,
      ...creditTasks,
      ...keyTasks,
      ...messageTasks,
      ...needsTasks,
      ...personalDataTasks,
      ...codesImportTasks,
      ...rosterImportTasks,
    },
    // Each feature's own lines, joined here as its tasks are.
    crontab: [
      ...sealCrontab,
      ...creditCrontab,
      ...keyCrontab,
      ...messageCrontab,
      ...needsCrontab,
      ...personalDataCrontab,
    ],
  });
}

/** Ends this process with a sentence when its settings are wrong, or its keys are not the ones of the database. */
export async function endWithWrongKeys(): Promise<void> {
  const problem = await findProblem();
  if (problem === null) return;
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

async function findProblem(): Promise<string | null> {
  try {
    const { codeRing: ring, fingerprintKey } = environment();
    return await refuseWrongKeys({ pool: database().pool, ring, fingerprintKey });
  } catch (error) {
    if (error instanceof EnvironmentProblem) return error.message;
    // A database that is down for a moment is no reason to stay down with it; npm start has compared the keys before.
    log().warn({ reason: error instanceof Error ? error.message : "unknown" }, "keys not compared with the database");
    return null;
  }
}

/** The worker for the web server: starts nothing when WORKER=off, because then `npm run worker` is a process of its own. */
export async function startPortalWorker(): Promise<Runner | null> {
  return environment().worker ? runPortalWorker() : null;
}
