import type pg from "pg";
import { SetupProblem } from "@/scripts/setup-problem";
import { COPY_SETTINGS, type Header, type Manifest } from "./format";
import { loadTables, setSequences, setTriggers } from "./load-tables";
import { readArchive } from "./read-archive";
import { refuseFull, refuseInUse, refuseNewer } from "./refuse-restore";
import { settleRestored } from "./settle-restored";
import { connectToStaging, migrateStaging, STAGING } from "./staging";
import { type Keys, tryKeys } from "./try-keys";

/** What was restored. `rows` without what the restore itself has added. */
export type Restored = { at: Date; rows: number; offers: number; keys: string };

/**
 * Puts a backup in the place of all that is in the portal's schema, as the owner of the database: all of it or nothing, at whatever moment it is
 * broken off. It is made ready in a schema of its own, at the backup's own migrations and from there on to the newest, and takes
 * the place of the present one in a single transaction. The caller migrates once more afterwards, which makes the job queue's tables.
 *
 * Throws a SetupProblem: a file that is not whole, of a newer portal, a database in use, one that is not empty (unless `replace` agrees to
 * the loss), keys that do not open its codes.
 */
export async function restore({
  databaseUrl,
  file,
  keys,
  replace,
  say,
}: {
  databaseUrl: string;
  file: string;
  keys: Keys;
  /** Asked before anything is lost; false refuses. Null: only into an empty database. */
  replace: ((database: string) => Promise<boolean>) | null;
  say: (line: string) => void;
}): Promise<Restored> {
  say("Looking through the file …");
  const { header, manifest } = await readArchive({ file, reader: { header: async (header) => refuseNewer(header) } });
  const client = await connectToStaging(databaseUrl);
  try {
    await refuseInUse(client);
    await refuseFull({ client, replace: replace !== null });
    const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
    if (replace && !(await replace(rows[0]?.name ?? ""))) {
      throw new SetupProblem("That is not the name of the database, so nothing was changed.");
    }
    await dropLeftovers({ client, say });
    await client.query(`CREATE SCHEMA ${STAGING}`);
    const restored = await fillStaging({ client, databaseUrl, file, header, manifest, keys, say });
    await takePlace(client);
    return restored;
  } catch (error) {
    // The connection may be in the middle of a copy: what is left is dropped on another.
    await client.end().catch(() => undefined);
    await dropStaging(databaseUrl);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A restore that was killed could not tidy up after itself. What it had loaded is in nobody's way, but it is people's names and addresses. */
async function dropLeftovers({ client, say }: { client: pg.Client; say: (line: string) => void }): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [STAGING]);
  if (!rowCount) return;
  say("An earlier restore was broken off. What it left beside the portal’s own tables is thrown away.");
  await client.query(`DROP SCHEMA ${STAGING} CASCADE`);
}

async function fillStaging(options: {
  client: pg.Client;
  databaseUrl: string;
  file: string;
  header: Header;
  manifest: Manifest;
  keys: Keys;
  say: (line: string) => void;
}): Promise<Restored> {
  const { client, databaseUrl, file, header, manifest, keys, say } = options;
  await migrateStaging({ databaseUrl, names: header.migrations });
  await client.query(COPY_SETTINGS);
  await setTriggers({ client, tables: header.tables, on: false });
  const loading = loadTables({ client, say });
  await readArchive({ file, reader: loading });
  await loading.end();
  await checkCounts({ client, header, manifest });
  await setTriggers({ client, tables: header.tables, on: true });
  await setSequences(client);
  await migrateStaging({ databaseUrl });
  const tried = await tryKeys({ client, keys });
  if (tried.fits === false) throw new SetupProblem(`${tried.sentence} Nothing was changed.`);
  const at = new Date(header.at);
  await settleRestored({ client, at });
  await client.query("ANALYZE");
  const { rows } = await client.query<{ offers: number }>("SELECT count(*)::int AS offers FROM offers");
  const sum = Object.values(manifest.tables).reduce((total, table) => total + table.rows, 0);
  return { at, rows: sum, offers: rows[0]?.offers ?? 0, keys: tried.sentence };
}

async function checkCounts({
  client,
  header,
  manifest,
}: {
  client: pg.Client;
  header: Header;
  manifest: Manifest;
}): Promise<void> {
  for (const { name } of header.tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${client.escapeIdentifier(name)}`);
    const said = manifest.tables[name]?.rows;
    if (Number(rows[0]?.count) !== said) {
      throw new Error(`The table ${name} has ${rows[0]?.count} rows after loading, and the backup says ${said}.`);
    }
  }
}

/** The one moment of the restore: before it the database is what it was, after it what the backup was. */
async function takePlace(client: pg.Client): Promise<void> {
  await client.query("BEGIN");
  await client.query("SET LOCAL lock_timeout = '10s'");
  await refuseInUse(client);
  await client.query("DROP SCHEMA IF EXISTS graphile_worker CASCADE");
  await client.query("DROP SCHEMA IF EXISTS public CASCADE");
  await client.query(`ALTER SCHEMA ${STAGING} RENAME TO public`);
  // As PostgreSQL makes it in a new database.
  await client.query("GRANT USAGE ON SCHEMA public TO PUBLIC");
  await client.query("COMMIT");
}

async function dropStaging(databaseUrl: string): Promise<void> {
  const client = await connectToStaging(databaseUrl);
  try {
    await client.query(`DROP SCHEMA IF EXISTS ${STAGING} CASCADE`);
  } finally {
    await client.end();
  }
}
