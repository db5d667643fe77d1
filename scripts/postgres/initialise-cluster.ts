import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupProblem } from "@/scripts/setup-problem";
import { makeServerFolder, type Runner } from "./choose-runner";

export const SUPERUSER = "bursar";
const MAJOR_VERSION = "18";

/**
 * Makes the cluster if it is not there yet: UTF-8, the built-in C.UTF-8 locale (the same order on every machine), SCRAM
 * passwords only. It is made beside and renamed when it is whole, so that an interrupted first start leaves nothing.
 */
export function initialiseCluster(options: {
  runner: Runner;
  cluster: string;
  password: string;
  durable: boolean;
}): void {
  const { runner, cluster } = options;
  if (existsSync(join(cluster, "PG_VERSION"))) {
    refuseOtherVersion(cluster);
    return;
  }
  const parent = dirname(cluster);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  // The system user must be able to pass through and to read the password file there.
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(parent, runner.uid, runner.gid);
  const unfinished = `${cluster}.new`;
  makeServerFolder({ runner, path: unfinished });
  const passwordFile = `${cluster}.password`;
  try {
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (runner.uid !== undefined && runner.gid !== undefined) chownSync(passwordFile, runner.uid, runner.gid);
    runInitdb({ ...options, unfinished, passwordFile });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
}

function runInitdb(options: { runner: Runner; unfinished: string; passwordFile: string; durable: boolean }): void {
  const { prefix, nativeFolder, uid, gid } = options.runner;
  const [command = "", ...args] = [
    ...prefix,
    join(nativeFolder, "bin", "initdb"),
    `--pgdata=${options.unfinished}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${options.passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(options.durable ? [] : ["--no-sync"]),
  ];
  const result = spawnSync(command, args, { uid, gid, cwd: dirname(options.unfinished), encoding: "utf8" });
  if (result.status === 0) return;
  const words = (result.stderr ?? "").trim().split("\n");
  const complaint = words.find((line) => /error:|FATAL|PANIC/.test(line)) ?? words.at(-1);
  const reason = result.error?.message ?? complaint;
  throw new SetupProblem(`The built-in PostgreSQL could not make its database folder ${options.unfinished}: ${reason}`);
}

function refuseOtherVersion(cluster: string): void {
  const version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR_VERSION) return;
  throw new SetupProblem(
    `The database in ${cluster} was made by PostgreSQL ${version}, and Bursar now brings PostgreSQL ${MAJOR_VERSION}. ` +
      `Dump it with the tools of PostgreSQL ${version} and load it again, or set DATABASE_URL to a server that holds it.`,
  );
}
