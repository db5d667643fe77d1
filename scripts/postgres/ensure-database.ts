import { Client } from "pg";

/** Makes the database `name` on the server of `serverUrl` unless it is there. `name` must be a plain identifier. */
export async function ensureDatabase({ serverUrl, name }: { serverUrl: string; name: string }): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
