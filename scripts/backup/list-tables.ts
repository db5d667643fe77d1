import type pg from "pg";
import { type Header, LEFT_OUT } from "./format";

/**
 * The tables of the schema that stands first in the search path, with the columns that are written (generated ones are not), those first that
 * others refer to. Prisma's record of migrations, unlogged tables and those that a backup leaves out are not among them.
 */
export async function listTables(client: pg.ClientBase): Promise<Header["tables"]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(
    `SELECT c.relname AS name,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT coalesce(array_agg(DISTINCT f.relname::text), '{}') FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
         WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS needs
     FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'
       AND c.relname <> '_prisma_migrations' AND c.relname <> ALL($1) ORDER BY c.relname`,
    [LEFT_OUT],
  );
  const ordered: typeof rows = [];
  let left = rows;
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const free = left.filter(({ needs }) => needs.every((need) => !names.has(need)));
    if (free.length === 0) throw new Error(`These tables refer to each other in a circle: ${[...names].join(", ")}`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered.map(({ name, columns }) => ({ name, columns }));
}

/** "table (column, …)" for COPY. */
export function writeTarget(client: pg.ClientBase, { name, columns }: Header["tables"][number]): string {
  return `${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(", ")})`;
}
