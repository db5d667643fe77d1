import { isAlive } from "@/scripts/process-lock.mjs";
import { reportFailure, SetupProblem } from "@/scripts/setup-problem";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres";

const LOOK_EVERY = 500;

/**
 * Starts the server again, on the same port, whenever its process is gone (killed, or out of memory): the portal's pool then
 * connects anew by itself. Calls `giveUp` when that fails. Answers with the function that stops watching and the server.
 */
export function keepPostgresRunning(options: {
  dataDir: string;
  server: EmbeddedPostgres;
  giveUp: () => void;
}): () => Promise<void> {
  let current = options.server;
  let restart: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (restart || isAlive(current.pid)) return;
    console.error("PostgreSQL has ended unexpectedly; starting it again.");
    restart = startEmbeddedPostgres({ dataDir: options.dataDir, port: current.port })
      .then((next) => {
        if (next.port !== current.port) throw new SetupProblem(describeLostPort(current.port));
        current = next;
        restart = undefined;
      })
      .catch((error) => {
        reportFailure(error);
        options.giveUp();
      });
  }, LOOK_EVERY);
  return async () => {
    clearInterval(timer);
    await restart;
    await current.stop();
  };
}

function describeLostPort(port: number): string {
  return `PostgreSQL came back, but another program has taken its port ${port}. Start Bursar again.`;
}
