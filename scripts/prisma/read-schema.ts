import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SetupProblem } from "@/scripts/setup-problem";

/** One `.prisma` file: absolute path and text. */
export interface SchemaFile {
  path: string;
  content: string;
}

/** Folder of the project's schema, one file a noun. */
const SCHEMA_FOLDER = resolve("prisma/schema");

/** Reads every `.prisma` file of a schema folder, in the order of their names. Refuses a folder that has none. */
export function readSchema(folder: string = SCHEMA_FOLDER): SchemaFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".prisma"));
  if (names.length === 0) throw new SetupProblem(`There is no .prisma file in ${folder}.`);
  return names.sort().map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
}
