import type { ClientConfig } from "pg";
import { parse, toClientConfig } from "pg-connection-string";
import { SetupProblem } from "@/scripts/setup-problem";

/** A database address taken apart: settings for `pg`, without a connection string, and Prisma's `schema` parameter. */
export interface DatabaseAddress {
  parts: ClientConfig & { host: string; port: number; database: string };
  schema: string | undefined;
}

/** Takes a `postgresql://` address apart. Refuses, in a sentence, what is none; never repeats the password. */
export function parseDatabaseUrl(databaseUrl: string, setting = "DATABASE_URL"): DatabaseAddress {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (!url || !["postgres:", "postgresql:"].includes(url.protocol)) {
    throw new SetupProblem(
      `${setting} is not the address of a PostgreSQL database. It looks like postgresql://user:password@host:5432/database.`,
    );
  }
  const schema = url.searchParams.get("schema") ?? undefined;
  url.searchParams.delete("schema");
  const config = toClientConfig(parse(url.href));
  if (!config.database) {
    throw new SetupProblem(`${setting} names no database: add its name after the last slash, as in …:5432/bursar.`);
  }
  const parts = { ...config, host: config.host ?? "localhost", port: config.port ?? 5432, database: config.database };
  return { parts, schema };
}
