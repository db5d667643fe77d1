import pg from "pg";
import { SetupProblem } from "@/scripts/setup-problem";
import { parseDatabaseUrl } from "./parse-database-url";

/** What a role of the database may do beyond what the portal needs; `powers` are ends of the sentence "It …". */
export interface RolePowers {
  name: string;
  powers: string[];
}

/** The tables that nobody may change but by adding. */
const TRAIL = ["audit_events", "audit_seals"];

const POWERS: [name: string, sql: string][] = [
  ["is a superuser", "r.rolsuper"],
  ["passes over row security", "r.rolbypassrls AND NOT r.rolsuper"],
  ["may make roles", "r.rolcreaterole AND NOT r.rolsuper"],
  [
    "owns tables of the portal, or is a member of the role that does",
    "NOT r.rolsuper AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))",
  ],
  [
    "may make tables",
    "NOT r.rolsuper AND EXISTS (SELECT FROM pg_namespace n WHERE n.nspname IN ('public', 'graphile_worker') AND has_schema_privilege(r.oid, n.oid, 'CREATE'))",
  ],
  [
    "may change the audit trail",
    `NOT r.rolsuper AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY('{${TRAIL}}')
       AND (has_any_column_privilege(r.oid, c.oid, 'UPDATE') OR has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER, REFERENCES')))`,
  ],
];

/** Asks the database what the role of this address may do that the portal's role must not (decision 0020). */
export async function readRolePowers(databaseUrl: string): Promise<RolePowers> {
  const client = new pg.Client(parseDatabaseUrl(databaseUrl).parts);
  client.on("error", () => undefined);
  await client.connect();
  try {
    const columns = POWERS.map(([, sql], index) => `${sql} AS p${index}`).join(", ");
    const { rows } = await client.query(
      `SELECT r.rolname AS name, ${columns} FROM pg_roles r WHERE r.rolname = current_user`,
    );
    const [row] = rows;
    return { name: row.name, powers: POWERS.flatMap(([power], index) => (row[`p${index}`] ? [power] : [])) };
  } finally {
    await client.end();
  }
}

/**
 * Refuses a portal that connects as a role that could change the audit trail or the schema (design, rule 7). In the demonstration,
 * where nothing is at stake, it answers with the sentence instead, to be shown; null where all is well.
 */
export async function warnOfPowers(of: { databaseUrl: string; demonstration: boolean }): Promise<string | null> {
  const { name, powers } = await readRolePowers(of.databaseUrl);
  if (powers.length === 0) return null;
  const sentence =
    `DATABASE_URL connects as "${name}", which ${powers.join(", ")}: whoever breaks into the portal could rewrite its audit trail. ` +
    "Give the portal a role of its own, and put the owner's address into MIGRATION_DATABASE_URL: README.md says how.";
  if (of.demonstration) return sentence;
  throw new SetupProblem(sentence);
}
