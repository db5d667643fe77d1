import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SetupProblem } from "@/scripts/setup-problem";
import { chooseRunner, type Runner } from "./choose-runner";
import { ensurePortalRole, PORTAL_ROLE } from "./ensure-portal-role";
import { findBinaries } from "./find-binaries";
import { findFreePort, isPortFree } from "./find-free-port";
import { initialiseCluster, SUPERUSER } from "./initialise-cluster";
import { launchServer, measureLog, readLastComplaint } from "./launch-server";
import { disownPidFile, readPostmaster, servesCluster } from "./postmaster-pid";
import { waitForServer } from "./probe-server";
import { createServerRecord, readServerRecord, type ServerRecord, saveServerRecord } from "./server-record";
import { stopServer } from "./stop-server";

/** A running PostgreSQL that belongs to one folder; `adopted` when an earlier run had left it running. */
export interface EmbeddedPostgres {
  host: "127.0.0.1";
  port: number;
  user: string;
  password: string;
  adopted: boolean;
  /** Process id of the postmaster. */
  pid: number;
  /** Address of a database for its owner, who is the server's superuser. */
  urlFor(database: string): string;
  /** The same for the portal's role, which has only the rights that the migrations gave it. */
  portalUrlFor(database: string): string;
  stop(): Promise<void>;
}

interface StartOptions {
  /** Folder for everything of this server: cluster, log, password. Made when missing. */
  dataDir: string;
  /** Preferred port; otherwise the one of the last start, otherwise any free one. */
  port?: number;
  /** Server settings by name, e.g. `{ fsync: "off" }` for tests; the defaults are durable. */
  settings?: Record<string, string>;
  /** Hears in a few words what is being done. */
  onProgress?: (message: string) => void;
}

const RECOVERY_SECONDS = 120;
const LAUNCHES = 20;

/**
 * Starts the built-in PostgreSQL on 127.0.0.1, or adopts the one that a killed run left behind. Makes the cluster at the
 * first start. Throws a SetupProblem, in a sentence, where that is not possible.
 */
export async function startEmbeddedPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const home = resolve(options.dataDir);
  makeHome(home);
  const existing = readServerRecord(home);
  const runner = chooseRunner({ native: findBinaries(), cluster: existing?.cluster });
  const record = existing ?? createServerRecord({ home, outside: runner.outside });
  const adopted = await adoptServer({ record, onProgress: options.onProgress });
  const port = adopted ?? (await startServer({ ...options, home, runner, record }));
  const pid = readPostmaster(record.cluster)?.pid;
  if (pid === undefined) throw new SetupProblem("The built-in PostgreSQL stopped right after its start. Start again.");
  saveServerRecord({ home, record: { ...record, port } });
  const urlFor = (database: string) => `postgresql://${SUPERUSER}:${record.password}@127.0.0.1:${port}/${database}`;
  await ensurePortalRole({ serverUrl: urlFor("postgres"), password: record.portalPassword });
  return {
    host: "127.0.0.1",
    port,
    user: SUPERUSER,
    password: record.password,
    adopted: adopted !== undefined,
    pid,
    urlFor,
    portalUrlFor: (database) => `postgresql://${PORTAL_ROLE}:${record.portalPassword}@127.0.0.1:${port}/${database}`,
    stop: () => stopServer(record.cluster),
  };
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupProblem(`The folder ${home} for the database cannot be made: ${reason}`);
  }
}

async function adoptServer(options: { record: ServerRecord; onProgress?: (message: string) => void }) {
  const { cluster, password } = options.record;
  const found = readPostmaster(cluster);
  if (!found) return undefined;
  if (!servesCluster({ pid: found.pid, cluster })) {
    disownPidFile(cluster);
    return undefined;
  }
  options.onProgress?.("found the PostgreSQL of the last run");
  const isRunning = () => servesCluster({ pid: found.pid, cluster });
  if (await waitForServer({ port: found.port, password, cluster, seconds: RECOVERY_SECONDS, isRunning }))
    return found.port;
  if (!isRunning()) return undefined;
  throw new SetupProblem(
    `A PostgreSQL (process ${found.pid}) runs on ${cluster} but does not let us in. End that process and start again.`,
  );
}

async function startServer(options: StartOptions & { home: string; runner: Runner; record: ServerRecord }) {
  const { runner, record, settings = {} } = options;
  const { cluster, password } = record;
  options.onProgress?.("preparing the database folder");
  initialiseCluster({ runner, cluster, password, durable: settings.fsync !== "off" });
  const logFile = join(options.home, "server.log");
  options.onProgress?.("starting PostgreSQL");
  for (let launch = 1; ; launch++) {
    const wanted = launch === 1 ? (options.port ?? record.port) : undefined;
    const port = wanted && (await isPortFree({ port: wanted })) ? wanted : await findFreePort();
    const from = measureLog(logFile);
    const child = launchServer({ runner, cluster, port, settings, logFile });
    let failure: string | undefined;
    child.once("error", (error) => {
      failure = error.message;
    });
    const isRunning = () => failure === undefined && child.exitCode === null && child.signalCode === null;
    if (await waitForServer({ port, password, cluster, seconds: RECOVERY_SECONDS, isRunning })) return port;
    const complaint = failure ?? readLastComplaint({ logFile, from });
    const rival = /lock file .* already exists/.test(complaint) && (await adoptServer(options));
    if (rival) return rival;
    // Server processes that outlived a killed postmaster end by themselves; a port may be taken between look and use.
    if (launch < LAUNCHES && /shared memory block|could not create any TCP|could not bind/.test(complaint)) {
      await delay(500);
      continue;
    }
    throw new SetupProblem(
      `The built-in PostgreSQL does not start: ${complaint.replace(/\.?$/, ".")} Its log is ${logFile}.`,
    );
  }
}
