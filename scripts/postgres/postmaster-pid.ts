import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "@/scripts/process-lock.mjs";

/** Larger than any process id that Linux or macOS gives out. */
const NO_PROCESS = 99_999_999;

/** The postmaster that the cluster's own PID file names: its process id and TCP port. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** Reads `postmaster.pid`; nothing when there is none or it was cut short. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) || 0 } : undefined;
}

/** Whether this process is a PostgreSQL that was started on this very cluster, and not a stranger with a reused id. */
export function servesCluster({ pid, cluster }: { pid: number; cluster: string }): boolean {
  if (!isAlive(pid)) return false;
  const command =
    process.platform === "linux"
      ? readFileSafely(`/proc/${pid}/cmdline`).replaceAll("\0", " ")
      : spawnSync("ps", ["-ww", "-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout;
  return command.includes("postgres") && (command.includes(cluster) || command.includes(realpathSync(cluster)));
}

function readFileSafely(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * Makes a PID file harmless whose id now belongs to a stranger, or to a dead process that nobody has waited for. The file is not deleted: its shared-memory key is how
 * PostgreSQL notices that server processes of a killed postmaster are still writing, and then waits for them to go.
 */
export function disownPidFile(cluster: string): void {
  const file = join(cluster, "postmaster.pid");
  const [, ...rest] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [NO_PROCESS, ...rest].join("\n"));
}
