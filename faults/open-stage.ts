import { join } from "node:path";
import { ensureDatabase } from "@/scripts/postgres/ensure-database";
import { PORTAL_ROLE } from "@/scripts/postgres/ensure-portal-role";
import { keepPostgresRunning } from "@/scripts/postgres/keep-postgres-running";
import { readPostmaster } from "@/scripts/postgres/postmaster-pid";
import { readServerRecord } from "@/scripts/postgres/server-record";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { migrateDatabase } from "@/scripts/prisma/migrate-database";
import { createDatabase, type Database } from "@/server/db";
import type { Surroundings } from "./scenario";

/** A PostgreSQL of one scenario's own, as durable as a site's, kept running as npm start keeps it, with a migrated database. */
export type Stage = Database & {
  /** As the owner, who may look at everything. */
  url: string;
  /** As the role that portals run as. */
  portalUrl: string;
  /** Its host and port, for a proxy in front of it. */
  port: number;
  /** Process id of the postmaster that runs now. */
  postmaster: () => number | undefined;
  /** Things to be ended before the server is; the last one first. */
  cleanups: (() => Promise<unknown>)[];
  /** Things to be ended when the server has stopped. */
  afterwards: (() => void)[];
  /** Ends all of it; calling it again waits for the same end. */
  close: () => Promise<void>;
};

const open = new Set<Stage>();

/** For when the whole run is told to end: no server and no mounted disk may stay behind. */
export async function closeOpenStages(): Promise<void> {
  for (const stage of open) await stage.close();
}

const DATABASE = "faults";

/** Starts one in the run's folder. `close` ends what is in `cleanups`, the connections and the server. */
export async function openStage({ folder, name }: Pick<Surroundings, "folder"> & { name: string }): Promise<Stage> {
  const dataDir = join(folder, name, "postgres");
  const server = await startEmbeddedPostgres({ dataDir });
  const stop = keepPostgresRunning({ dataDir, server, giveUp: () => undefined });
  const url = server.urlFor(DATABASE);
  try {
    await ensureDatabase({ serverUrl: server.urlFor("postgres"), name: DATABASE });
    await migrateDatabase({ databaseUrl: url, portalRole: PORTAL_ROLE });
  } catch (error) {
    await stop();
    throw error;
  }
  const database = createDatabase({ url, connections: 8 });
  const end = async () => {
    for (const cleanup of stage.cleanups.splice(0).reverse()) await cleanup();
    await database.prisma.$disconnect();
    await database.pool.end();
    await stop();
    for (const cleanup of stage.afterwards.splice(0)) cleanup();
    open.delete(stage);
  };
  let ending: Promise<void> | undefined;
  const stage: Stage = {
    ...database,
    url,
    portalUrl: server.portalUrlFor(DATABASE),
    port: server.port,
    postmaster: () => readPostmaster(readServerRecord(dataDir)?.cluster ?? "")?.pid,
    cleanups: [],
    afterwards: [],
    close: () => {
      ending ??= end();
      return ending;
    },
  };
  open.add(stage);
  return stage;
}
