import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { SchemaFile } from "./read-schema";

let loading: Promise<void> | undefined;

/**
 * Makes a Prisma schema engine on the given database. It is the real engine, as WebAssembly in this process: the CLI's own
 * engine is a download from a host that a site may not reach. Free it (`free()`) when done.
 */
export async function loadSchemaEngine(options: {
  adapter: SqlMigrationAwareDriverAdapterFactory;
  schema: SchemaFile[];
}): Promise<bindings.SchemaEngine> {
  loading ??= instantiate();
  await loading;
  const datamodels = options.schema.map(({ path, content }): [string, string] => [path, content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(options.adapter);
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

// The package's entry imports the .wasm file as a module, which Node 20 cannot do without a flag.
async function instantiate(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const module = await WebAssembly.compile(await readFile(join(folder, "schema_engine_bg.wasm")));
  const imports = Object.fromEntries(Object.entries(bindings));
  const { exports } = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": imports });
  setWasm(exports);
}

function setWasm(exports: WebAssembly.Exports): void {
  const start = exports.__wbindgen_start;
  if (!("__wbg_set_wasm" in bindings) || typeof bindings.__wbg_set_wasm !== "function" || typeof start !== "function") {
    throw new Error("@prisma/schema-engine-wasm is not the version that this project was written for.");
  }
  bindings.__wbg_set_wasm(exports);
  start();
}
