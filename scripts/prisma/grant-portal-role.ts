import pg from "pg";
import { holdMigrationLock } from "./hold-migration-lock";
import { parseDatabaseUrl } from "./parse-database-url";
import { FUNCTION_GRANTS, QUEUE_GRANTS, TABLE_GRANTS, TIDIED_TABLES } from "./portal-grants";

const FIRST_WITH_MAINTAIN = 170_000;

/**
 * Gives the portal's role the rights of portal-grants.ts and takes every other one away, in one transaction, so that a running
 * portal never stands without. `databaseUrl` is the owner's; run it after the migrations. The role must be there already.
 */
export async function grantPortalRole({ databaseUrl, role }: { databaseUrl: string; role: string }): Promise<void> {
  await holdMigrationLock({
    databaseUrl,
    task: async () => {
      const client = new pg.Client(parseDatabaseUrl(databaseUrl).parts);
      client.on("error", () => undefined);
      await client.connect();
      try {
        await client.query("BEGIN");
        for (const statement of writeGrants({
          role: client.escapeIdentifier(role),
          database: client.escapeIdentifier(parseDatabaseUrl(databaseUrl).parts.database),
          hasMaintain:
            Number((await client.query("SHOW server_version_num")).rows[0].server_version_num) >= FIRST_WITH_MAINTAIN,
        })) {
          await client.query(statement);
        }
        await openQueue({ client, role });
        await client.query("COMMIT");
      } finally {
        await client.end();
      }
    },
  });
}

function writeGrants(to: { role: string; database: string; hasMaintain: boolean }): string[] {
  const { role, database, hasMaintain } = to;
  const schemas = `public, ${QUEUE_GRANTS.schema}`;
  return [
    // A role that owns nothing and may make nothing; not even temporary tables, whose names would go before the real ones.
    `REVOKE CREATE, TEMPORARY ON DATABASE ${database} FROM PUBLIC, ${role}`,
    `GRANT CONNECT ON DATABASE ${database} TO ${role}`,
    `REVOKE CREATE ON SCHEMA ${schemas} FROM PUBLIC, ${role}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${schemas} FROM PUBLIC, ${role}`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schemas} FROM PUBLIC, ${role}`,
    `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schemas} FROM PUBLIC, ${role}`,
    // What a later migration makes stays closed until it has a line in portal-grants.ts; for tables that is so anyway.
    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    `GRANT USAGE ON SCHEMA ${schemas} TO ${role}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schemas} TO ${role}`,
    ...writeTableGrants({ role, schema: "public", tables: TABLE_GRANTS }),
    ...writeTableGrants({ role, schema: QUEUE_GRANTS.schema, tables: QUEUE_GRANTS.tables }),
    ...(hasMaintain ? [`GRANT MAINTAIN ON ${TIDIED_TABLES.join(", ")} TO ${role}`] : []),
    ...FUNCTION_GRANTS.map((name) => writeFunctionGrant({ role, schema: "public", name })),
    ...QUEUE_GRANTS.functions.map((name) => writeFunctionGrant({ role, schema: QUEUE_GRANTS.schema, name })),
  ];
}

function writeTableGrants({ role, schema, tables }: { role: string; schema: string; tables: typeof TABLE_GRANTS }) {
  return Object.entries(tables)
    .filter(([, rights]) => rights.length > 0)
    .map(([table, rights]) => `GRANT ${rights.join(", ")} ON ${schema}.${table} TO ${role}`);
}

// By name, without arguments: refused by PostgreSQL where two functions share it, which would leave open which is meant.
const writeFunctionGrant = ({ role, schema, name }: { role: string; schema: string; name: string }) =>
  `GRANT EXECUTE ON FUNCTION ${schema}.${name} TO ${role}`;

/** The queue's tables let nobody but their owner see a row; a policy opens them to this role. Made once: making it locks the table. */
async function openQueue({ client, role }: { client: pg.Client; role: string }): Promise<void> {
  const { schema, tables } = QUEUE_GRANTS;
  const { rows } = await client.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_class c WHERE c.relnamespace = $1::text::regnamespace AND c.relrowsecurity AND c.relname = ANY($2)
       AND NOT EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = $1::text AND p.tablename = c.relname AND $3::name = ANY(p.roles))`,
    [schema, Object.keys(tables), role],
  );
  for (const { table } of rows) {
    const policy = client.escapeIdentifier(`portal ${role}`);
    await client.query(
      `CREATE POLICY ${policy} ON ${schema}.${table} TO ${client.escapeIdentifier(role)} USING (true) WITH CHECK (true)`,
    );
  }
}
