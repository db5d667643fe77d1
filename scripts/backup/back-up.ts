import { readFileSync } from "node:fs";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { parseDatabaseUrl } from "@/scripts/prisma/parse-database-url";
import { SetupProblem } from "@/scripts/setup-problem";
import { sha256, startDigest } from "@/server/crypto";
import { COPY_SETTINGS, FORMAT, HEADER, type Header, MANIFEST, type Manifest, nameChunk } from "./format";
import { listTables, writeTarget } from "./list-tables";
import { type AddEntry, writeArchive } from "./write-archive";

/** Bytes of a table that are held in memory at once. */
const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Writes everything that the portal keeps into one file, as it is at one instant; the portal may run meanwhile. Answers with that instant
 * and the number of rows. Throws a SetupProblem where the file cannot be written or the database has not been set up.
 */
export async function backUp({
  databaseUrl,
  file,
  say,
}: {
  databaseUrl: string;
  file: string;
  say: (line: string) => void;
}): Promise<{ at: Date; rows: number }> {
  const client = new pg.Client({ ...parseDatabaseUrl(databaseUrl).parts, application_name: "bursar backup" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(COPY_SETTINGS);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const header = await describeDatabase(client);
    const text = JSON.stringify(header, null, 2);
    const tables: Manifest["tables"] = {};
    await writeArchive({
      file,
      fill: async (add) => {
        await add(HEADER, Buffer.from(text));
        for (const table of header.tables) {
          const done = await copyTable({ client, add, table });
          tables[table.name] = done;
          say(`${table.name}: ${done.rows.toLocaleString("en")} rows`);
        }
        const manifest: Manifest = { tables, header: sha256(text), audit: await readAuditHead(client) };
        await add(MANIFEST, Buffer.from(JSON.stringify(manifest, null, 2)));
      },
    });
    return { at: new Date(header.at), rows: Object.values(tables).reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await client.end();
  }
}

async function describeDatabase(client: pg.Client): Promise<Header> {
  // The clock is read after the snapshot was taken, so that nothing in it is later; stored instants are rounded to a millisecond.
  const { rows } = await client.query<{ at: Date; database: string; ready: boolean }>(
    `SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' AS at, current_database() AS database,
       to_regclass('_prisma_migrations') IS NOT NULL AS ready`,
  );
  const [row] = rows;
  if (!row?.ready) throw new SetupProblem("There is no portal in this database yet, so there is nothing to back up.");
  const migrations = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return {
    format: FORMAT,
    portal: readPortalVersion(),
    at: row.at.toISOString(),
    database: row.database,
    migrations: migrations.rows.map(({ name }) => name),
    tables: await listTables(client),
  };
}

function readPortalVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return version;
}

async function copyTable({
  client,
  add,
  table,
}: {
  client: pg.Client;
  add: AddEntry;
  table: Header["tables"][number];
}): Promise<Manifest["tables"][string]> {
  const digest = startDigest();
  let [rows, bytes, number, size] = [0, 0, 0, 0];
  let held: Buffer[] = [];
  const flush = async () => {
    if (size === 0) return;
    await add(nameChunk(table.name, number), Buffer.concat(held));
    number += 1;
    held = [];
    size = 0;
  };
  const stream = client.query(copyTo(`COPY ${writeTarget(client, table)} TO STDOUT`)) as AsyncIterable<Buffer>;
  for await (const piece of stream) {
    digest.update(piece);
    bytes += piece.length;
    // In the text format of COPY a newline ends a row and stands nowhere else.
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) rows += 1;
    held.push(piece);
    size += piece.length;
    if (size >= CHUNK) await flush();
  }
  await flush();
  return { rows, bytes, sha256: digest.digest("hex") };
}

async function readAuditHead(client: pg.Client): Promise<Manifest["audit"]> {
  const { rows } = await client.query<{ last: string | null; sealed: boolean }>(
    "SELECT max(id)::text AS last, to_regclass('audit_seals') IS NOT NULL AS sealed FROM audit_events",
  );
  const seals = rows[0]?.sealed
    ? (
        await client.query<{ head: string }>(
          "SELECT number || ' ' || encode(hash, 'hex') AS head FROM audit_seals ORDER BY number DESC LIMIT 1",
        )
      ).rows
    : [];
  return { lastEvent: rows[0]?.last ?? null, seal: seals[0]?.head ?? null };
}
