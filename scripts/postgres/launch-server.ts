import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Runner } from "./choose-runner";

const LARGEST_LOG = 10_000_000;

/** Settings of every server that we start ourselves; the caller's own are laid over them. */
const SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  // A socket's path may be 107 bytes at most, which a deep clone exceeds; and one door is enough.
  unix_socket_directories: "",
  max_connections: "100",
  // Without DETAIL lines: those quote the values of a row.
  log_error_verbosity: "terse",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Starts `postgres` in a session of its own, so that Ctrl-C reaches the portal first; its log goes to `logFile`. */
export function launchServer(options: {
  runner: Runner;
  cluster: string;
  port: number;
  settings: Record<string, string>;
  logFile: string;
}): ChildProcess {
  const { prefix, nativeFolder, uid, gid } = options.runner;
  const settings = Object.entries({ ...SETTINGS, ...options.settings, port: String(options.port) });
  const [command = "", ...args] = [
    ...prefix,
    join(nativeFolder, "bin", "postgres"),
    "-D",
    options.cluster,
    ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  if (existsSync(options.logFile) && statSync(options.logFile).size > LARGEST_LOG) {
    renameSync(options.logFile, `${options.logFile}.old`);
  }
  const log = openSync(options.logFile, "a", 0o600);
  const child = spawn(command, args, {
    uid,
    gid,
    cwd: dirname(options.cluster),
    detached: true,
    stdio: ["ignore", log, log],
    // Not the portal's environment: it holds its secrets.
    env: { PATH: process.env.PATH, LC_ALL: "C", NODE_ENV: "production" },
  });
  closeSync(log);
  child.unref();
  return child;
}

/** Length of the log now, in bytes, to read later only what was added since. */
export function measureLog(logFile: string): number {
  return existsSync(logFile) ? statSync(logFile).size : 0;
}

/** What the server's log says last, after byte `from`, about why it gave up: for a sentence to the person. */
export function readLastComplaint({ logFile, from }: { logFile: string; from: number }): string {
  const whole = readFileSync(logFile);
  const lines = whole
    .subarray(whole.length >= from ? from : 0)
    .toString("utf8")
    .trimEnd()
    .split("\n");
  // Our own knocking at a server that is not ready is logged as FATAL, too.
  const complaints = lines.filter((line) => !/the database system is|FATAL: {2}password/.test(line));
  const complaint = complaints.findLast((line) => /(FATAL|PANIC):/.test(line)) ?? complaints.at(-1) ?? "";
  return complaint.replace(/^.*?(FATAL|PANIC):\s*/, "");
}
