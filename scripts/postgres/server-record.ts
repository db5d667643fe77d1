import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "@/scripts/setup-problem";

/** What must be known to reach the server again after a crash; kept as `server.json`, readable by its owner only. */
export interface ServerRecord {
  password: string;
  /** Of the portal's own role. */
  portalPassword: string;
  /** Folder of the cluster (PGDATA), as the server itself names it. */
  cluster: string;
  /** Port of the last start, tried first at the next. */
  port?: number;
}

/** Reads the record of the server kept in `home`; nothing before its first start. */
export function readServerRecord(home: string): ServerRecord | undefined {
  const file = join(home, "server.json");
  if (!existsSync(file)) return undefined;
  // A server of an earlier version had one role only; what is made here is saved with the next start's port.
  return { portalPassword: makePassword(), ...JSON.parse(readFileSync(file, "utf8")) };
}

const makePassword = () => randomBytes(24).toString("hex");

/** Makes the record of a new server, with a random password; its cluster goes below `outside` if that is given. */
export function createServerRecord({ home, outside }: { home: string; outside?: string }): ServerRecord {
  if (existsSync(join(home, "cluster", "PG_VERSION"))) {
    throw new SetupProblem(
      `${join(home, "server.json")} is missing, and with it the password of the database beside it. Put the file back, or move ${home} away to begin with an empty database.`,
    );
  }
  const record = {
    password: makePassword(),
    portalPassword: makePassword(),
    cluster: outside ? join(outside, randomUUID(), "cluster") : join(home, "cluster"),
  };
  saveServerRecord({ home, record });
  return record;
}

/** Writes the record whole or not at all, mode 0600. */
export function saveServerRecord({ home, record }: { home: string; record: ServerRecord }): void {
  const file = join(home, "server.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
