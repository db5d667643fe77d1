import { execFileSync, spawnSync } from "node:child_process";

/** Where pgbench is; on Debian as root it is installed when missing. Throws with what to do elsewhere. */
export function findPgbench(): string {
  if (spawnSync("pgbench", ["--version"]).status === 0) {
    return "pgbench";
  }
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    execFileSync("apt-get", ["update"], { stdio: "ignore" });
    execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", "postgresql-contrib"], { stdio: "ignore" });
    if (spawnSync("pgbench", ["--version"]).status === 0) {
      return "pgbench";
    }
  }
  throw new Error(
    "The claim's baseline needs pgbench: install PostgreSQL's client programs and put pgbench on the PATH.",
  );
}
