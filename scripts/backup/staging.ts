import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { applyMigrations } from "@/scripts/prisma/apply-migrations";
import { parseDatabaseUrl } from "@/scripts/prisma/parse-database-url";
import { LOCKFILE_NAME, MIGRATIONS_FOLDER } from "@/scripts/prisma/read-migrations";

/** The schema in which a restore is made ready beside the portal's own, which it replaces at the end in one transaction. */
export const STAGING = "bursar_restoring";

/** The same database with the staging schema in front. */
function addressStaging(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("schema", STAGING);
  url.searchParams.set("options", `-c search_path=${STAGING}`);
  return url.href;
}

/** Opens a connection on which unqualified names are those of the staging schema. */
export async function connectToStaging(databaseUrl: string): Promise<pg.Client> {
  const { parts } = parseDatabaseUrl(addressStaging(databaseUrl));
  const client = new pg.Client({ ...parts, application_name: "bursar restore" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Migrates the staging schema as far as these migrations go; without names, to the newest. */
export async function migrateStaging({
  databaseUrl,
  names,
}: {
  databaseUrl: string;
  names?: readonly string[];
}): Promise<void> {
  const stagingUrl = addressStaging(databaseUrl);
  if (!names) {
    await applyMigrations({ databaseUrl: stagingUrl });
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "bursar-migrations-"));
  try {
    for (const name of [LOCKFILE_NAME, ...names]) {
      cpSync(join(MIGRATIONS_FOLDER, name), join(folder, name), { recursive: true });
    }
    await applyMigrations({ databaseUrl: stagingUrl, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
