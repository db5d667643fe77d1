import { Client } from "pg";

/** The portal's role on a PostgreSQL that we start ourselves. */
export const PORTAL_ROLE = "bursar_portal";

/** Any number that nothing else on the server locks. */
const ROLE_LOCK = 7_270_738;

/**
 * Makes the portal's role on the server of `serverUrl` (a superuser's), or gives the one that is there this password again. Its
 * rights come with each database's migrations.
 */
export async function ensurePortalRole({
  serverUrl,
  password,
}: {
  serverUrl: string;
  password: string;
}): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // A statement that fails is logged as it was written, and this one holds a password.
    await client.query("SET log_min_error_statement = panic");
    // Two starts at once would change the same row of the catalogue.
    await client.query("SELECT pg_advisory_lock($1)", [ROLE_LOCK]);
    const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [PORTAL_ROLE]);
    if (!rowCount) await client.query(`CREATE ROLE ${PORTAL_ROLE}`);
    await client.query(
      `ALTER ROLE ${PORTAL_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${client.escapeLiteral(password)}`,
    );
  } finally {
    await client.end();
  }
}
