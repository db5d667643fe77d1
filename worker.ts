import type { Runner } from "graphile-worker";
import { creditTasks } from "@/features/credits/jobs";
import { messageCrontab, messageTasks } from "@/features/messages/jobs";
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
    tasks: { ...signInTasks, ...creditTasks, ...messageTasks },
    // Each feature's own lines, joined here as its tasks are.
    crontab: [...messageCrontab],
  });
}

/** The same for the web server: starts nothing when WORKER=off, because then `npm run worker` is a process of its own. */
export async function startPortalWorker(): Promise<Runner | null> {
  return environment().worker ? runPortalWorker() : null;
}
