import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "@/scripts/setup-problem";
import type { NativeFolder } from "./find-binaries";

/**
 * How PostgreSQL is run here. `prefix` is put before every command; `uid` and `gid` are switched to;
 * `outside` is where the cluster must live when PostgreSQL's user cannot reach the clone.
 */
export interface Runner {
  kind: "direct" | "namespace" | "system-user";
  nativeFolder: string;
  prefix: string[];
  uid?: number;
  gid?: number;
  outside?: string;
}

const SYSTEM_USER = "bursar";
const OUTSIDE = "/var/lib/bursar";
const NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/**
 * PostgreSQL refuses to run as root. As root we therefore run it in a user namespace, in which it sees an ordinary user
 * while its files stay root's (so that a clone in root's private home works); and where namespaces are
 * not allowed, as a system user with its own copy of the binaries in a folder that this user can reach. A `cluster` that is
 * already there is run as it was made, because its files belong to that user.
 */
export function chooseRunner({ native, cluster }: { native: NativeFolder; cluster: string | undefined }): Runner {
  const direct: Runner = { kind: "direct", nativeFolder: native.path, prefix: [] };
  if (process.getuid?.() !== 0) return direct;
  if (cluster?.startsWith(`${OUTSIDE}/`)) return prepareSystemUser(native);
  const [command = "", ...flags] = NAMESPACE;
  const probe = spawnSync(command, [...flags, join(native.path, "bin", "postgres"), "--version"], { stdio: "ignore" });
  if (probe.status === 0) return { ...direct, kind: "namespace", prefix: NAMESPACE };
  if (!cluster) return prepareSystemUser(native);
  throw new SetupProblem(
    `The database in ${cluster} was made where root may open user namespaces, which is not allowed here now. ` +
      "Allow them again (sysctl user.max_user_namespaces), or start Bursar as an ordinary user who owns that folder.",
  );
}

function prepareSystemUser(native: NativeFolder): Runner {
  const { uid, gid } = findSystemUser() ?? createSystemUser();
  mkdirSync(OUTSIDE, { recursive: true, mode: 0o755 });
  const copy = join(OUTSIDE, `postgresql-${native.version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native.path, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return { kind: "system-user", nativeFolder: copy, prefix: [], uid, gid, outside: OUTSIDE };
}

function findSystemUser(): { uid: number; gid: number } | undefined {
  const uid = spawnSync("id", ["-u", SYSTEM_USER], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", SYSTEM_USER], { encoding: "utf8" });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createSystemUser(): { uid: number; gid: number } {
  try {
    const options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER];
    execFileSync("useradd", options, { stdio: "ignore" });
  } catch {
    // Answered below: what counts is whether the user is there.
  }
  const created = findSystemUser();
  if (created) return created;
  throw new SetupProblem(
    `PostgreSQL does not run as root, and the system user "${SYSTEM_USER}" could not be made for it. ` +
      "Start Bursar as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.",
  );
}

/** Makes an empty folder that PostgreSQL, run by this runner, can read and write, and nobody else. */
export function makeServerFolder({ runner, path }: { runner: Runner; path: string }): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(path, runner.uid, runner.gid);
}
