import type pg from "pg";
import { readMigrations } from "@/scripts/prisma/read-migrations";
import { SetupProblem } from "@/scripts/setup-problem";
import type { Header } from "./format";

/** Refuses a backup that a newer portal has made, by its migrations. */
export function refuseNewer(header: Header): void {
  const known = new Set(readMigrations().migrationDirectories.map(({ path }) => path));
  const [unknown] = header.migrations.filter((name) => !known.has(name));
  if (unknown) {
    throw new SetupProblem(
      `This backup was made by a newer version of Bursar (${header.portal}; it has the migration ${unknown}). Restore it with that version.`,
    );
  }
}

/** Refuses while anybody else is connected to this database: a portal, a worker, a backup, a person. */
export async function refuseInUse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ who: string; count: number }>(
    `SELECT coalesce(nullif(application_name, ''), 'another program') AS who, count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
       AND coalesce(backend_type, 'client backend') = 'client backend' GROUP BY 1 ORDER BY 1`,
  );
  if (rows.length === 0) return;
  const who = rows.map(({ who, count }) => `${who}${count > 1 ? ` (${count} connections)` : ""}`).join(", ");
  throw new SetupProblem(
    `This database is in use: ${who}. Stop every portal and worker that runs on it, then restore. Nothing was changed.`,
  );
}

/** Refuses where `replace` is off and the portal's tables hold anything. Says so too where other people's things would be lost. */
export async function refuseFull({ client, replace }: { client: pg.Client; replace: boolean }): Promise<void> {
  const extensions = await client.query<{ name: string }>(
    "SELECT extname AS name FROM pg_extension WHERE extnamespace = to_regnamespace('public')",
  );
  if (extensions.rows[0]) {
    throw new SetupProblem(
      `The extension ${extensions.rows[0].name} lives in the schema "public", which a restore makes anew. Move it first: ALTER EXTENSION ${extensions.rows[0].name} SET SCHEMA …`,
    );
  }
  if (replace) return;
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p')
       AND relname <> '_prisma_migrations' ORDER BY relname`,
  );
  for (const { name } of rows) {
    const { rowCount } = await client.query(`SELECT 1 FROM public.${client.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount) {
      throw new SetupProblem(
        "This database is not empty, and a restore does not mix two portals. Restore into an empty database, " +
          "or replace all that is in this one: npm run restore -- FILE --replace",
      );
    }
  }
}
