import { realpathSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { SUPERUSER } from "./initialise-cluster";

/** Answers whether the server at this port is up, knows our password and serves this very cluster. */
async function answersFor(options: { port: number; password: string; cluster: string }): Promise<boolean> {
  const client = new Client({
    host: "127.0.0.1",
    port: options.port,
    user: SUPERUSER,
    password: options.password,
    database: "postgres",
    connectionTimeoutMillis: 3_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
    const folder = rows[0]?.folder;
    return folder !== undefined && realpathSync(folder) === realpathSync(options.cluster);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits until the server answers (true), is gone (false) or `seconds` have passed (false). */
export async function waitForServer(options: {
  port: number;
  password: string;
  cluster: string;
  seconds: number;
  isRunning: () => boolean;
}): Promise<boolean> {
  const end = Date.now() + options.seconds * 1000;
  while (Date.now() < end) {
    if (await answersFor(options)) return true;
    if (!options.isRunning()) return false;
    await delay(50);
  }
  return false;
}
