import { SetupProblem } from "@/scripts/setup-problem";
import { checkDatabase } from "./check-database";
import { loadSchemaEngine } from "./load-schema-engine";
import { createMigrationAdapter } from "./migration-adapter";
import { readSchema, type SchemaFile } from "./read-schema";

type Engine = Awaited<ReturnType<typeof loadSchemaEngine>>;

/** Graphile Worker keeps its tables in a schema of its own, so that nothing has to be kept out of a comparison. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Runs one task with a schema engine on the database and cleans up after it: connections, shadow database, engine.
 * What is wrong with the database, a migration or the schema is thrown as a SetupProblem.
 */
export async function runSchemaEngine<Result>(options: {
  databaseUrl: string;
  schema?: SchemaFile[];
  task: (engine: Engine) => Promise<Result>;
}): Promise<Result> {
  await checkDatabase(options.databaseUrl);
  const adapter = createMigrationAdapter(options.databaseUrl);
  try {
    const engine = await loadSchemaEngine({ adapter: adapter.factory, schema: options.schema ?? readSchema() });
    // A panicked engine cannot be freed; the process that saw it ends.
    const result = await options.task(engine);
    engine.free();
    return result;
  } catch (error) {
    throw describeEngineFailure(error);
  } finally {
    await adapter.close();
  }
}

function describeEngineFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !/^SchemaConnectorError|^P\d{4}/.test(error.name)) return error;
  const [message = "", ...trace] = error.message.split(/\n +\d+: /);
  const migration = trace.map((line) => /migration_name="([^"]+)"/.exec(line)?.[1]).find(Boolean);
  const reason = message
    .replace(/^external connector error\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
  return new SetupProblem(migration ? `The migration ${migration} failed and was undone: ${reason}` : reason);
}
