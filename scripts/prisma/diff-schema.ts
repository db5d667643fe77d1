import { readMigrations } from "./read-migrations";
import { readSchema, type SchemaFile } from "./read-schema";
import { NO_FILTERS, runSchemaEngine } from "./run-schema-engine";

/**
 * SQL that would take the migrations to the schema: empty when they say the same. Both are compared in a shadow database on
 * the server of `databaseUrl`; that database itself is neither read nor changed.
 */
export async function diffSchemaAgainstMigrations(options: {
  databaseUrl: string;
  schema?: SchemaFile[];
  folder?: string;
}): Promise<string> {
  const files = options.schema ?? readSchema();
  const result = await runSchemaEngine({
    databaseUrl: options.databaseUrl,
    schema: files,
    task: (engine) =>
      engine.diff({
        from: { tag: "migrations", ...readMigrations(options.folder) },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters: NO_FILTERS,
      }),
  });
  return emptyWhenOnlyComments(result.stdout);
}

/** SQL that would take the database as it stands to the schema: empty when they say the same. Changes nothing. */
export async function diffSchemaAgainstDatabase(options: {
  databaseUrl: string;
  schema?: SchemaFile[];
}): Promise<string> {
  const files = options.schema ?? readSchema();
  const result = await runSchemaEngine({
    databaseUrl: options.databaseUrl,
    schema: files,
    task: (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files, configDir: process.cwd() },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters: NO_FILTERS,
      }),
  });
  return emptyWhenOnlyComments(result.stdout);
}

// The engine answers "-- This is an empty migration." when there is nothing to do.
function emptyWhenOnlyComments(script: string | null): string {
  const text = (script ?? "").trim();
  return text.replace(/^--.*$/gm, "").trim() === "" ? "" : text;
}
