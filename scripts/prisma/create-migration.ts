import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "@/scripts/setup-problem";
import { diffSchemaAgainstMigrations } from "./diff-schema";
import { LOCKFILE, LOCKFILE_NAME, MIGRATIONS_FOLDER } from "./read-migrations";
import type { SchemaFile } from "./read-schema";

/**
 * Writes a new migration with what the schema has beyond the migrations so far (worked out in a shadow database; the main
 * one is not touched) and answers with its file. With no difference the file is empty, for SQL that Prisma cannot say.
 * Refuses a name that is not made of lower-case letters and digits with hyphens or underscores between.
 *
 * The script comes from the engine's `diff`: its own `createMigration` does not ask the adapter for a shadow database.
 */
export async function createMigration(options: {
  databaseUrl: string;
  name: string;
  folder?: string;
  schema?: SchemaFile[];
}): Promise<{ file: string; isEmpty: boolean }> {
  const { name, folder = MIGRATIONS_FOLDER } = options;
  if (!/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(name)) {
    throw new SetupProblem(
      `"${name}" is no name for a migration: use lower-case letters and digits with hyphens between, as in add-batches.`,
    );
  }
  const script = await diffSchemaAgainstMigrations(options);
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const target = join(folder, `${stamp}_${name.replaceAll("-", "_")}`);
  mkdirSync(target, { recursive: true });
  const file = join(target, "migration.sql");
  writeFileSync(file, script === "" ? "-- Nothing in the schema has changed: write the SQL here.\n" : `${script}\n`);
  const lockfile = join(folder, LOCKFILE_NAME);
  if (!existsSync(lockfile)) writeFileSync(lockfile, LOCKFILE);
  return { file, isEmpty: script === "" };
}
