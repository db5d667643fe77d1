import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PORTAL_ROLE } from "@/scripts/postgres/ensure-portal-role";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { grantPortalRole } from "./grant-portal-role";
import { readMigrationStatus } from "./migration-status";
import { FUNCTION_GRANTS, QUEUE_GRANTS, TABLE_GRANTS } from "./portal-grants";
import { readRolePowers, warnOfPowers } from "./read-role-powers";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 2 });
  // A copy of a database does not take over what its template lets whom do with the database itself.
  await grantPortalRole({ databaseUrl: db.ownerUrl, role: PORTAL_ROLE });
});
afterAll(() => db.drop());

describe("the portal's role", () => {
  it("is none that could get round its rights, and owns nothing", async () => {
    const { rows } = await db.owner.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships,
         (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) + (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) AS owned
       FROM pg_roles r WHERE rolname = $1`,
      [PORTAL_ROLE],
    );
    const no = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    };
    expect(rows).toEqual([{ ...no, memberships: 0, owned: 0 }]);
    expect(await readRolePowers(db.url)).toEqual({ name: PORTAL_ROLE, powers: [] });
  });

  it.each([
    ["alters no table", "ALTER TABLE audit_events ADD COLUMN x int", "must be owner"],
    ["drops no trigger", "DROP TRIGGER audit_events_rows_stay ON audit_events", "must be owner"],
    ["switches no trigger off", "ALTER TABLE audit_events DISABLE TRIGGER ALL", "must be owner"],
    ["passes over no trigger", "SET session_replication_role = replica", "permission denied"],
    ["makes no table", "CREATE TABLE mine (x int)", "permission denied"],
    ["makes no temporary table", "CREATE TEMP TABLE audit_events (x int)", "permission denied"],
    [
      "replaces no function",
      "CREATE OR REPLACE FUNCTION uuid7() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
      "denied",
    ],
    ["makes no schema", "CREATE SCHEMA mine", "permission denied"],
    ["alters no job table", "ALTER TABLE graphile_worker._private_jobs DISABLE ROW LEVEL SECURITY", "must be owner"],
    ["empties no table", "TRUNCATE outbox_jobs", "permission denied"],
    ["makes no administrator", "INSERT INTO administrators (email) VALUES ('a@example.org')", "permission denied"],
    ["writes no migration", "DELETE FROM _prisma_migrations", "permission denied"],
  ])("%s", async (_, sql, words) => {
    await expect(db.pool.query(sql)).rejects.toThrow(words);
  });

  it("has every right that is stated, on tables that are there, and none beside it", async () => {
    const { rows } = await db.owner.query<{ table: string; rights: string[] }>(
      `SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS table,
         ARRAY(SELECT p FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
               WHERE has_table_privilege($1, c.oid, p)) AS rights
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`,
      [PORTAL_ROLE],
    );
    const queue = Object.entries(QUEUE_GRANTS.tables).map(([table, rights]) => [
      `${QUEUE_GRANTS.schema}.${table}`,
      rights,
    ]);
    const stated = Object.fromEntries([...Object.entries(TABLE_GRANTS), ...queue]);
    expect(Object.fromEntries(rows.map(({ table, rights }) => [table, rights]))).toEqual(stated);
  });

  it("calls the functions that are stated, and no other; every function does no more than its caller may", async () => {
    const { rows } = await db.owner.query<{ name: string; mine: boolean; definer: boolean; isTrigger: boolean }>(
      `SELECT p.proname AS name, has_function_privilege($1, p.oid, 'EXECUTE') AS mine, p.prosecdef AS definer
       FROM pg_proc p WHERE p.pronamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace) ORDER BY 1`,
      [PORTAL_ROLE],
    );
    const mine = rows.filter((row) => row.mine).map(({ name }) => name);
    expect(mine.sort()).toEqual([...FUNCTION_GRANTS, ...QUEUE_GRANTS.functions].sort());
    expect(rows.filter(({ definer }) => definer)).toEqual([]);
  });

  it("finds what a later migration makes closed until it has a line in portal-grants.ts", async () => {
    await db.owner.query(
      "CREATE TABLE later (id bigserial); CREATE FUNCTION later() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    );
    await expect(db.pool.query("SELECT * FROM later")).rejects.toThrow("permission denied");
    await expect(db.pool.query("SELECT later()")).rejects.toThrow("permission denied");
    await db.owner.query("GRANT ALL ON later TO PUBLIC; GRANT UPDATE ON audit_events TO bursar_portal");
    expect((await readRolePowers(db.url)).powers).toEqual(["may change the audit trail"]);
    await grantPortalRole({ databaseUrl: db.ownerUrl, role: PORTAL_ROLE });
    await expect(db.pool.query("SELECT * FROM later")).rejects.toThrow("permission denied");
    await expect(db.pool.query("UPDATE audit_events SET act = 'x'")).rejects.toThrow("permission denied");
    await db.owner.query("DROP TABLE later; DROP FUNCTION later()");
  });

  it("reads whether the database is up to date", async () => {
    const status = await readMigrationStatus({ databaseUrl: db.url });
    expect(status).toEqual({ missing: [], unknown: [], failed: [], edited: [] });
  });
});

describe("a portal that would connect as the owner", () => {
  it("is refused, and in the demonstration warned", async () => {
    const asked = { databaseUrl: db.ownerUrl };
    await expect(warnOfPowers({ ...asked, demonstration: false })).rejects.toThrow(/"bursar", which is a superuser/);
    expect(await warnOfPowers({ ...asked, demonstration: true })).toMatch(
      /could rewrite its audit trail.*MIGRATION_DATABASE_URL/,
    );
    expect(await warnOfPowers({ databaseUrl: db.url, demonstration: false })).toBeNull();
  });

  it("is found out also where it is no superuser", async () => {
    const name = `plain_${process.pid}`;
    await db.owner.query(`CREATE ROLE ${name} LOGIN PASSWORD 'plain' IN ROLE bursar`);
    const url = Object.assign(new URL(db.ownerUrl), { username: name, password: "plain" }).href;
    try {
      const { powers } = await readRolePowers(url);
      expect(powers).toContain("owns tables of the portal, or is a member of the role that does");
      expect(powers).not.toContain("is a superuser");
    } finally {
      await db.owner.query(`DROP ROLE ${name}`);
    }
  });
});

describe("an owner that is no superuser, as on a site's own server", () => {
  it("is enough for the migrations and the rights, by the recipe of README.md", async () => {
    const owner = `site_${process.pid}`;
    const name = `test_site_${process.pid}`;
    const admin = new pg.Client({ connectionString: db.ownerUrl });
    await admin.connect();
    try {
      await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'site'`);
      await admin.query(`CREATE DATABASE ${name} OWNER ${owner}`);
      const at = (address: string, who: object) =>
        Object.assign(new URL(address), { pathname: `/${name}`, ...who }).href;
      const { migrateDatabase } = await import("./migrate-database");
      const ownerUrl = at(db.ownerUrl, { username: owner, password: "site" });
      expect((await migrateDatabase({ databaseUrl: ownerUrl, portalRole: PORTAL_ROLE })).length).toBeGreaterThan(10);
      const portalUrl = at(db.url, {});
      expect(await readRolePowers(portalUrl)).toEqual({ name: PORTAL_ROLE, powers: [] });
      expect((await readRolePowers(ownerUrl)).powers).toContain("may make tables");
      expect((await readMigrationStatus({ databaseUrl: portalUrl })).missing).toEqual([]);
      expect(await migrateDatabase({ databaseUrl: ownerUrl, portalRole: PORTAL_ROLE })).toEqual([]);
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.query(`DROP ROLE IF EXISTS ${owner}`);
      await admin.end();
    }
  });
});
