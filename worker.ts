import type { Runner } from "graphile-worker";
import { sealCrontab, sealTasks } from "@/features/audit/seals/jobs";
import { codesImportTasks } from "@/features/credits/imports/jobs";
import { creditCrontab, creditTasks } from "@/features/credits/jobs";
import { messageCrontab, messageTasks } from "@/features/messages/jobs";
import { needsCrontab, needsTasks } from "@/features/reports/needs/jobs";
import { personalDataCrontab, personalDataTasks } from "@/features/reports/personal-data/jobs";
import { rosterImportTasks } from "@/features/roster/imports/jobs";
import { signInTasks } from "@/server/auth/jobs";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { startWorker } from "@/server/jobs";

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
      ...messageTasks,
      ...needsTasks,
      ...personalDataTasks,
      ...codesImportTasks,
      ...rosterImportTasks,
    },
    // Each feature's own lines, joined here as its tasks are.
    crontab: [...sealCrontab, ...creditCrontab, ...messageCrontab, ...needsCrontab, ...personalDataCrontab],
  });
}

/** The same for the web server: starts nothing when WORKER=off, because then `npm run worker` is a process of its own. */
export async function startPortalWorker(): Promise<Runner | null> {
  return environment().worker ? runPortalWorker() : null;
}
