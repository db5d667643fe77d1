import { randomBytes } from "node:crypto";
import pg from "pg";

/** Makes a new database as a copy of the template. Answers with its URL and a function that drops it, in use or not. */
export async function cloneDatabase({ serverUrl, template }: { serverUrl: string; template: string }) {
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await runOnServer({ serverUrl, sql: `CREATE DATABASE "${name}" TEMPLATE "${template}"` });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
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
