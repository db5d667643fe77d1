import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { type DatabaseAddress, parseDatabaseUrl } from "./parse-database-url";
import { readCharColumns } from "./read-char-columns";

/** An adapter factory for the schema engine, and `close`, which ends every connection and drops a left shadow database. */
export interface MigrationAdapter {
  factory: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
}

/**
 * Makes the adapter factory for the schema engine. It differs from Prisma's own in what the engine needs: `"char"` columns
 * of the catalogue are readable; a script runs whole (the original cuts it at every semicolon, also inside a
 * function's body); the shadow database is dropped after its connections are closed; and no connection string is ever
 * handed on, because it would outrank the shadow's name and make the main database the shadow.
 */
export function createMigrationAdapter(databaseUrl: string): MigrationAdapter {
  const address = parseDatabaseUrl(databaseUrl);
  const open = new Set<SqlDriverAdapter>();
  const connect = async (options: { address: DatabaseAddress; afterwards?: () => Promise<void> }) => {
    const adapter = await openAdapter({ ...options, forget: () => open.delete(adapter) });
    open.add(adapter);
    return adapter;
  };
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect({ address }),
    connectToShadowDb: async () => {
      const database = `bursar_shadow_${randomUUID().replaceAll("-", "")}`;
      await runOnce({ address, sql: `CREATE DATABASE "${database}" TEMPLATE template0` });
      const shadow = { ...address, parts: { ...address.parts, database } };
      const afterwards = () => runOnce({ address, sql: `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)` });
      return connect({ address: shadow, afterwards });
    },
  };
  return {
    factory,
    close: async () => {
      for (const adapter of open) await adapter.dispose();
    },
  };
}

async function openAdapter(options: {
  address: DatabaseAddress;
  forget: () => void;
  afterwards?: () => Promise<void>;
}): Promise<SqlDriverAdapter> {
  const { parts, schema } = options.address;
  const pool = new pg.Pool({ ...parts, max: 4 });
  pool.on("error", () => undefined);
  const adapter: SqlDriverAdapter = await new PrismaPg(pool, { schema }).connect();
  readCharColumns({ pool, adapter });
  adapter.executeScript = async (sql) => {
    // Without arguments `pg` uses the simple protocol, which takes many statements at once.
    await adapter.executeRaw({ sql, args: [], argTypes: [] });
  };
  adapter.dispose = async () => {
    options.forget();
    await pool.end();
    await options.afterwards?.();
  };
  return adapter;
}

async function runOnce({ address, sql }: { address: DatabaseAddress; sql: string }): Promise<void> {
  const client = new pg.Client(address.parts);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
