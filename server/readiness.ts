import { setTimeout as delay } from "node:timers/promises";
import { type Database, database } from "./db";
import { log } from "./log";
import { isStopping } from "./request-context";

const LONGEST_WAIT_MS = 2000;

/** `ready`: requests may be sent here. Each check says "ok" or in a word or two what is wrong; nothing of the inside is told. */
export type Readiness = { ready: boolean; checks: { database: "ok" | "no answer"; process: "ok" | "stopping" } };

/** Whether this process can answer people now: the database answers within 2 s, and the process was not told to end. */
export async function checkReadiness({ pool }: Pick<Database, "pool"> = database()): Promise<Readiness> {
  const answer = await askDatabase(pool);
  const process = isStopping() ? "stopping" : "ok";
  return { ready: answer === "ok" && process === "ok", checks: { database: answer, process } };
}

async function askDatabase(pool: Database["pool"]): Promise<"ok" | "no answer"> {
  const asked = pool.query("SELECT 1").then(
    () => "ok" as const,
    (error: unknown) => {
      log().warn({ reason: error instanceof Error ? error.message : "unknown" }, "database does not answer");
      return "no answer" as const;
    },
  );
  return Promise.race([asked, delay(LONGEST_WAIT_MS, "no answer" as const, { ref: false })]);
}
