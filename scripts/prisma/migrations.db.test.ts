import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { diffSchemaAgainstDatabase, diffSchemaAgainstMigrations } from "./diff-schema";
import { readMigrationStatus } from "./migration-status";
import { readMigrations } from "./read-migrations";
import { readSchema } from "./read-schema";

// The test database was empty and every migration was applied to it.
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("every migration is applied to an empty database, and the job queue's after them", async () => {
  const applied = await database.pool.query("SELECT migration_name FROM _prisma_migrations ORDER BY migration_name");
  const onDisk = readMigrations().migrationDirectories.map(({ path }) => path);
  expect(onDisk.length).toBeGreaterThan(0);
  expect(applied.rows.map((row) => row.migration_name)).toEqual(onDisk);
  const status = await readMigrationStatus({ databaseUrl: database.ownerUrl });
  expect(status).toEqual({ missing: [], unknown: [], failed: [], edited: [] });
  const queue = await database.pool.query("SELECT to_regproc('graphile_worker.add_job') AS name");
  expect(queue.rows[0].name).toBe("graphile_worker.add_job");
});

test("a database with every migration says what the schema says", async () => {
  expect(await diffSchemaAgainstDatabase({ databaseUrl: database.ownerUrl })).toBe("");
  expect(await diffSchemaAgainstMigrations({ databaseUrl: database.ownerUrl })).toBe("");
});

test("a change in the schema shows as a difference, and comparing leaves the database alone", async () => {
  const schema = [
    ...readSchema(),
    { path: "comet.prisma", content: "model Comet {\n  id Int @id\n  tail String\n}\n" },
  ];
  const before = await describeServer();
  const sql = await diffSchemaAgainstMigrations({ databaseUrl: database.ownerUrl, schema });
  expect(sql).toContain('CREATE TABLE "Comet"');
  expect(await diffSchemaAgainstDatabase({ databaseUrl: database.ownerUrl, schema })).toContain('CREATE TABLE "Comet"');
  expect(await describeServer()).toEqual(before);
});

test("the shadow database never is the main one", async () => {
  const marker = "CREATE TABLE marker (id int); INSERT INTO marker VALUES (1)";
  await database.owner.query(marker);
  await diffSchemaAgainstMigrations({ databaseUrl: database.ownerUrl });
  const { rows } = await database.owner.query("SELECT count(*)::int AS kept FROM marker");
  expect(rows[0].kept).toBe(1);
  await database.owner.query("DROP TABLE marker");
});

async function describeServer() {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const tables = await client.query("SELECT schemaname, relname FROM pg_stat_user_tables ORDER BY 1, 2");
    const shadows = await client.query("SELECT datname FROM pg_database WHERE datname LIKE 'bursar_shadow%'");
    return { tables: tables.rows, shadows: shadows.rows };
  } finally {
    await client.end();
  }
}
