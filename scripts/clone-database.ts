import { randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Makes a new database as a copy of the template. Answers with its URL for the portal's role, the one for its owner, and a function
 * that drops it, in use or not.
 */
export async function cloneDatabase(server: { serverUrl: string; portalServerUrl: string; template: string }) {
  const { serverUrl, portalServerUrl, template } = server;
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await runOnServer({ serverUrl, sql: `CREATE DATABASE "${name}" TEMPLATE "${template}"` });
  const at = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).href;
  return {
    url: at(portalServerUrl),
    ownerUrl: at(serverUrl),
    drop: () => runOnServer({ serverUrl, sql: `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)` }),
  };
}

async function runOnServer({ serverUrl, sql }: { serverUrl: string; sql: string }): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
