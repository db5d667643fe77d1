import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import pg from "pg";
import { ensureDatabase } from "./postgres/ensure-database";
import { PORTAL_ROLE } from "./postgres/ensure-portal-role";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./postgres/start-embedded-postgres";
import { migrateDatabase } from "./prisma/migrate-database";
import * as grants from "./prisma/portal-grants";
import { readMigrations } from "./prisma/read-migrations";
import { holdLock } from "./process-lock.mjs";
import { SetupProblem } from "./setup-problem";

const FOLDER = ".test/postgres";
const LOCK = ".test/postgres.lock";
const USER_MARK = "bursar-test-run";
// Tests may lose their data with the machine, never their answers: without syncing they are several times faster.
const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/** The tests' own PostgreSQL: where it is, and the migrated database of which every test file gets a copy. */
export interface TestServer {
  /** For the owner, a superuser. */
  serverUrl: string;
  /** For the portal's role. */
  portalServerUrl: string;
  template: string;
  release(): Promise<void>;
}

/**
 * Starts the tests' PostgreSQL, or joins it when another run in the same clone has it, and migrates the template. The last
 * run to release it stops it.
 */
export function openTestServer(): Promise<TestServer> {
  return holdLock({
    file: LOCK,
    seconds: 180,
    task: async () => {
      const server = await startOrBeginAgain();
      const serverUrl = server.urlFor("postgres");
      const session = new pg.Client({ connectionString: serverUrl, application_name: USER_MARK });
      session.on("error", () => undefined);
      await session.connect();
      if (await isOnlyUser(session)) await dropLeftovers(session);
      const template = await prepareTemplate({ server, session });
      const portalServerUrl = server.portalUrlFor("postgres");
      return { serverUrl, portalServerUrl, template, release: () => releaseServer({ server, session }) };
    },
  });
}

// Without syncing, a machine that went down may have left a broken cluster; there is nothing in it to keep.
async function startOrBeginAgain(): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ dataDir: FOLDER, settings: SETTINGS });
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    rmSync(FOLDER, { recursive: true, force: true });
    return startEmbeddedPostgres({ dataDir: FOLDER, settings: SETTINGS });
  }
}

async function isOnlyUser(session: pg.Client): Promise<boolean> {
  const sql = "SELECT count(*)::int AS users FROM pg_stat_activity WHERE application_name = $1";
  const { rows } = await session.query<{ users: number }>(sql, [USER_MARK]);
  return rows[0]?.users === 1;
}

async function dropLeftovers(session: pg.Client): Promise<void> {
  const { rows } = await session.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%' OR datname LIKE 'bursar\\_shadow\\_%'",
  );
  for (const { datname } of rows) await session.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
}

async function prepareTemplate(options: { server: EmbeddedPostgres; session: pg.Client }): Promise<string> {
  const contents = JSON.stringify([readMigrations().migrationDirectories, grants]);
  const digest = createHash("sha256").update(contents).digest("hex");
  const template = `template_${digest.slice(0, 16)}`;
  const { rowCount } = await options.session.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
  if (rowCount) return template;
  const unfinished = `test_${template}`;
  await options.session.query(`DROP DATABASE IF EXISTS "${unfinished}" WITH (FORCE)`);
  await ensureDatabase({ serverUrl: options.server.urlFor("postgres"), name: unfinished });
  await migrateDatabase({ databaseUrl: options.server.urlFor(unfinished), portalRole: PORTAL_ROLE });
  await options.session.query(`ALTER DATABASE "${unfinished}" RENAME TO "${template}"`);
  return template;
}

function releaseServer(options: { server: EmbeddedPostgres; session: pg.Client }): Promise<void> {
  return holdLock({
    file: LOCK,
    seconds: 60,
    task: async () => {
      const isLast = await isOnlyUser(options.session).catch(() => true);
      await options.session.end().catch(() => undefined);
      if (isLast) await options.server.stop();
    },
  });
}
