import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";

/** Folder of the project's migrations, each a folder `YYYYMMDDHHMMSS_name` with a `migration.sql`. */
export const MIGRATIONS_FOLDER = resolve("prisma/migrations");

/** Prisma's note of the kind of database; its engine refuses to compare migrations without it. */
export const LOCKFILE =
  '# Says for which kind of database the migrations are; belongs in version control.\nprovider = "postgresql"\n';

/** Its name in the folder of migrations. */
export const LOCKFILE_NAME = "migration_lock.toml";

/** Reads the migrations of a folder in the shape that the schema engine takes, oldest first. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): MigrationList {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lockfile = join(folder, LOCKFILE_NAME);
  return {
    baseDir: folder,
    lockfile: {
      path: LOCKFILE_NAME,
      content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : LOCKFILE,
    },
    shadowDbInitScript: "",
    migrationDirectories: names.sort().map((name) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: readScript(join(folder, name, "migration.sql")) },
    })),
  };
}

function readScript(file: string): { tag: "ok"; value: string } | { tag: "error"; value: string } {
  try {
    return { tag: "ok", value: readFileSync(file, "utf8") };
  } catch (error) {
    return { tag: "error", value: error instanceof Error ? error.message : String(error) };
  }
}
