import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { buildCourse } from "@/prisma/factories/build-course";
import { cloneDatabase } from "@/scripts/clone-database";
import { PORTAL_ROLE } from "@/scripts/postgres/ensure-portal-role";
import { migrateDatabase } from "@/scripts/prisma/migrate-database";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { createDatabase } from "@/server/db";
import { backUp } from "./back-up";
import { restore } from "./restore";
import { STAGING } from "./staging";

// The commands as processes of their own, held up by a lock in the middle of their work and ended by kill -9.
const folder = mkdtempSync(join(tmpdir(), "bursar-killed-"));
const file = join(folder, "portal.backup");
const children: ChildProcess[] = [];
let source: TestDatabase;
beforeAll(async () => {
  source = await createTestDatabase({ connections: 2 });
  await buildCourse(source.prisma, { slug: "in-the-backup" });
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await source.drop();
  rmSync(folder, { recursive: true });
});

function run(script: "backup" | "restore", databaseUrl: string, ...args: string[]) {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, NODE_ENV: "production" as const, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], { env });
  children.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (words: string) => {
      said += words;
    });
  }
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { child, said: () => said, ended, kill };
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

const patient = { timeout: 100_000, interval: 20 };
const isWaiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
/** Who else is connected: what was killed lives on in the server until it notices. */
const others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'bursar %'";
const count = (client: pg.Client, sql: string) => async () => (await client.query(sql)).rowCount;

it("a backup killed in the middle leaves a draft that is refused, never a file; the next one says what to do (T28)", async () => {
  const holder = await connect(source.ownerUrl);
  await holder.query("BEGIN; LOCK TABLE audit_events IN ACCESS EXCLUSIVE MODE");
  const backup = run("backup", source.ownerUrl, file);
  const watcher = await connect(source.ownerUrl);
  await expect.poll(count(watcher, isWaiting), patient).toBe(1);
  await backup.kill();
  await holder.end();
  await watcher.end();
  expect(existsSync(file)).toBe(false);
  const draft = `${file}.new`;
  expect(existsSync(draft)).toBe(true);
  const again = () => backUp({ databaseUrl: source.ownerUrl, file, say: () => undefined });
  await expect(again()).rejects.toThrow("or one was broken off. In that case delete it, and begin again.");
  const bring = { databaseUrl: source.ownerUrl, keys: undefined, replace: async () => true, say: () => undefined };
  await expect(restore({ ...bring, file: draft })).rejects.toThrow(/is torn|is no backup|is damaged/);
  renameSync(draft, join(folder, "torn"));
  await again();
  expect(existsSync(file)).toBe(true);
}, 180_000);

it("a restore killed in the middle has changed nothing, starts all the same, and the next one tidies up and says so (T28)", async () => {
  const whole = join(folder, "whole.backup");
  await backUp({ databaseUrl: source.ownerUrl, file: whole, say: () => undefined });
  const target = await cloneDatabase(inject("testServer"));
  const { prisma, pool } = createDatabase({ url: target.ownerUrl, connections: 2 });
  await buildCourse(prisma, { slug: "kept" });
  await prisma.$disconnect();
  await pool.end();

  const killed = run("restore", target.ownerUrl, whole, "--replace");
  await expect.poll(killed.said, patient).toContain("Type its name to go on");
  const holder = await connect(target.ownerUrl);
  killed.child.stdin?.write(`${new URL(target.ownerUrl).pathname.slice(1)}\n`);
  await expect
    .poll(count(holder, `SELECT 1 WHERE to_regclass('${STAGING}.audit_events') IS NOT NULL`), patient)
    .toBe(1);
  await holder.query(`BEGIN; LOCK TABLE ${STAGING}.audit_events IN SHARE MODE`);
  const watcher = await connect(target.ownerUrl);
  await expect.poll(count(watcher, isWaiting), patient).toBe(1);
  await killed.kill();
  await holder.end();
  await expect.poll(count(watcher, others), patient).toBe(0);

  const courses = "SELECT slug FROM courses";
  expect((await watcher.query(courses)).rows).toEqual([{ slug: "kept" }]);
  const staged = `SELECT 1 FROM pg_namespace WHERE nspname = '${STAGING}'`;
  expect(await count(watcher, staged)()).toBe(1);
  await watcher.end();
  // What a start does, and a backup: neither sees what was left.
  await migrateDatabase({ databaseUrl: target.ownerUrl, portalRole: PORTAL_ROLE });
  const kept = await backUp({ databaseUrl: target.ownerUrl, file: join(folder, "kept"), say: () => undefined });
  expect(kept.rows).toBe(1);

  const said: string[] = [];
  const options = { databaseUrl: target.ownerUrl, file: whole, keys: undefined, replace: async () => true };
  await restore({ ...options, say: (line) => said.push(line) });
  expect(said.join("\n")).toContain("An earlier restore was broken off.");
  const after = await connect(target.ownerUrl);
  expect((await after.query(courses)).rows).toEqual([{ slug: "in-the-backup" }]);
  expect(await count(after, staged)()).toBe(0);
  await after.end();
  // Killed after the new tables took the place of the old ones, it would have left this: the next start makes the rest.
  await migrateDatabase({ databaseUrl: target.ownerUrl, portalRole: PORTAL_ROLE });
  await target.drop();
}, 180_000);
