import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { giveCode } from "@/features/credits/bulk/commands";
import { claimCode, revealCode } from "@/features/credits/commands";
import { quarantineGiven, reopenPool } from "@/features/credits/reconciliation/commands";
import { serveWaiting } from "@/features/credits/requests/commands";
import { buildBatch, buildRing, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { disclosureOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { cloneDatabase } from "@/scripts/clone-database";
import { PORTAL_ROLE } from "@/scripts/postgres/ensure-portal-role";
import { migrateDatabase } from "@/scripts/prisma/migrate-database";
import { readMigrations } from "@/scripts/prisma/read-migrations";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { unseal } from "@/server/crypto";
import { createDatabase, type Database } from "@/server/db";
import { backUp } from "./back-up";
import { restore } from "./restore";
import { migrateStaging, STAGING } from "./staging";

const quiet = () => undefined;
const folder = mkdtempSync(join(tmpdir(), "bursar-backup-"));
const drops: (() => Promise<void>)[] = [];
let source: TestDatabase;
let course: Course;
let offer: Offer;
let people: Enrolment[];
const file = join(folder, "portal.backup");

/** The texts of the codes that live allocations hold, by the address of who holds them. */
async function whoHolds({ prisma }: Pick<Database, "prisma">): Promise<Map<string, string>> {
  const rows = await prisma.allocation.findMany({
    where: { state: { in: ["ALLOCATED", "REVEALED", "REDEEMED", "REPORTED"] } },
    include: { code: true, enrolment: true },
  });
  const open = ({ id, ciphertext }: { id: string; ciphertext: Uint8Array }) =>
    unseal({ sealed: ciphertext, key: TEST_KEYS.codeKey, boundTo: id });
  return new Map(rows.map(({ code, enrolment }) => [enrolment.email, open(code)]));
}

const claim = ({ pool }: Pick<Database, "pool">, enrolment: Enrolment | undefined) =>
  claimCode({ pool, proof: memberOf({ course, offer, enrolment: enrolment as Enrolment }) });

async function makeEmpty(): Promise<string> {
  const { ownerUrl, drop } = await cloneDatabase({ ...inject("testServer"), template: "template0" });
  drops.push(drop);
  return ownerUrl;
}

/** As the portal sees it, with the portal's own role. */
async function withPortal<Answer>(ownerUrl: string, task: (database: Database) => Promise<Answer>): Promise<Answer> {
  const { pathname } = new URL(ownerUrl);
  const { href: url } = Object.assign(new URL(inject("testServer").portalServerUrl), { pathname });
  const database = createDatabase({ url, connections: 6 });
  try {
    return await task(database);
  } finally {
    await database.prisma.$disconnect();
    await database.pool.end();
  }
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const bringBack = (databaseUrl: string, options: Partial<Parameters<typeof restore>[0]> = {}) =>
  restore({ databaseUrl, file, keys: TEST_KEYS, replace: null, say: quiet, ...options });

// Five codes are left at the time of the backup, and all five are given before the restore, with two of an import that the backup lacks.
beforeAll(async () => {
  source = await createTestDatabase({ connections: 6 });
  const { prisma } = source;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id });
  people = await Promise.all(Array.from({ length: 16 }, () => buildEnrolment(prisma, { courseId: course.id })));
  await buildBatch(prisma, { offer, codes: 7 });
  await claim(source, people[0]);
  await claim(source, people[1]);
  await revealCode({ prisma, proof: memberOf({ course, offer, enrolment: people[0] as Enrolment }) });
  await prisma.user.create({ data: { email: "somebody@example.org", sessionVersion: 3 } });
  await backUp({ databaseUrl: source.ownerUrl, file, say: quiet });
  await buildBatch(prisma, { offer, codes: ["LATE-IMPORT-1", "LATE-IMPORT-2"] });
  for (const person of people.slice(2, 9)) await claim(source, person);
});
afterAll(async () => {
  await source.drop();
  for (const drop of drops) await drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a restore from an older backup (T28)", () => {
  it("brings pools back frozen, and no code is given twice after they are reconciled", async () => {
    const before = await whoHolds(source);
    const since = [...before].filter(([email]) => people.slice(2, 9).some((person) => person.email === email));
    expect(since).toHaveLength(7);
    const url = await makeEmpty();
    expect(await bringBack(url)).toMatchObject({ offers: 1 });
    await migrateDatabase({ databaseUrl: url, portalRole: PORTAL_ROLE });
    await withPortal(url, async (database) => {
      const { pool, prisma } = database;
      const frozen = await prisma.offer.findUniqueOrThrow({ where: { id: offer.id } });
      expect(frozen).toMatchObject({ poolThen: 5, frozenAt: expect.any(Date), restoredTo: expect.any(Date) });
      const proof = disclosureOf({ course, offer, enrolment: people[15] as Enrolment });
      // Whoever asks waits, and nobody is given anything.
      for (const person of people.slice(9, 12)) expect((await claim(database, person)).outcome).toBe("waiting");
      expect(await giveCode({ pool, proof, enrolmentId: people[12]?.id ?? "" })).toMatchObject({ reason: "frozen" });
      expect(await serveWaiting({ pool, offerId: offer.id })).toBe(0);
      expect((await whoHolds(database)).size).toBe(2);

      const text = since.map(([, code]) => code).join("\n");
      const settled = await quarantineGiven({ prisma, proof, keys: TEST_KEYS, version: frozen.freezeVersion, text });
      expect(settled).toMatchObject({ ok: true, value: { quarantined: 5, kept: 2 } });
      expect(await reopenPool({ prisma, proof, version: frozen.freezeVersion + 1 })).toMatchObject({ ok: true });
      await buildBatch(prisma, { offer, codes: 3 });
      expect(await serveWaiting({ pool, offerId: offer.id })).toBe(3);
      const now = await whoHolds(database);
      const handed = people.slice(9, 12).map(({ email }) => now.get(email));
      expect(handed.filter((code) => since.some(([, given]) => given === code))).toEqual([]);
    });
  });

  it("finds code and allocation together, however busy the portal was during the backup", async () => {
    const busy = await createTestDatabase({ connections: 6 });
    drops.push(busy.drop);
    const place = await buildCourse(busy.prisma);
    const other = await buildOffer(busy.prisma, { courseId: place.id });
    await buildBatch(busy.prisma, { offer: other, codes: 60 });
    const crowd = await Promise.all(
      Array.from({ length: 60 }, () => buildEnrolment(busy.prisma, { courseId: place.id })),
    );
    const during = join(folder, "busy.backup");
    const claims = crowd.map((enrolment) =>
      claimCode({ pool: busy.pool, proof: memberOf({ course: place, offer: other, enrolment }) }),
    );
    await backUp({ databaseUrl: busy.ownerUrl, file: during, say: quiet });
    await Promise.all(claims);
    const url = await makeEmpty();
    await bringBack(url, { file: during });
    const halves = `SELECT count(*)::int AS halves FROM codes c FULL JOIN allocations a ON a.code_id = c.id
      WHERE (c.state = 'ALLOCATED') IS DISTINCT FROM (a.id IS NOT NULL)`;
    expect(await ask(url, halves)).toEqual([{ halves: 0 }]);
    const late = "SELECT 1 FROM allocations a JOIN offers o ON o.id = a.offer_id WHERE a.allocated_at > o.restored_to";
    expect(await ask(url, late)).toEqual([]);
  });

  it("would give codes twice without the freeze (control)", async () => {
    const since = [...(await whoHolds(source)).values()];
    const url = await makeEmpty();
    await bringBack(url);
    await migrateDatabase({ databaseUrl: url, portalRole: PORTAL_ROLE });
    await withPortal(url, async (database) => {
      await database.prisma.offer.updateMany({ data: { frozenAt: null } });
      for (const person of people.slice(9, 12)) await claim(database, person);
      const now = await whoHolds(database);
      const handed = people.slice(9, 12).map(({ email }) => now.get(email) ?? "");
      expect(handed.filter((code) => since.includes(code))).toHaveLength(3);
    });
  });

  it("brings every row back as it was, with its rules on, behind the highest number, and sessions over", async () => {
    const url = await makeEmpty();
    await bringBack(url);
    await migrateDatabase({ databaseUrl: url, portalRole: PORTAL_ROLE });
    const digest = (table: string, when: string) =>
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, '' ORDER BY id)) AS sum FROM ${table} t WHERE ${when}`;
    // At the time of the backup: nobody has touched these since.
    const early = people.map(({ id }) => `'${id}'`).join();
    for (const sql of [digest("enrolments", `id IN (${early})`), digest("courses", "true")]) {
      expect(await ask(url, sql)).toEqual(await ask(source.ownerUrl, sql));
    }
    expect(await ask(url, "SELECT count(*)::int AS codes FROM codes")).toEqual([{ codes: 7 }]);
    expect(await ask(url, "SELECT session_version AS version FROM users")).toEqual([{ version: 1_000_003 }]);
    expect(await ask(url, "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'")).toEqual([]);
    await expect(ask(url, "DELETE FROM audit_events")).rejects.toThrow("the audit trail only grows");
    const [{ id } = { id: "0" }] = await ask<{ id: string }>(url, "SELECT max(id)::text AS id FROM audit_events");
    const added =
      "INSERT INTO audit_events (act, subject_type, subject_id) VALUES ('x.y', 'x', '1') RETURNING id::text";
    expect(Number((await ask<{ id: string }>(url, added))[0]?.id)).toBeGreaterThan(Number(id));
    expect(await ask(url, "SELECT act FROM audit_events WHERE act = 'pool.frozen'")).toHaveLength(1);
    expect(await ask(url, "SELECT * FROM outbox_jobs")).toEqual([]);
  });

  it("takes a backup of an older portal up to the present", async () => {
    const names = readMigrations().migrationDirectories.map(({ path }) => path);
    const old = await makeEmpty();
    await ask(old, `CREATE SCHEMA ${STAGING}`);
    await migrateStaging({ databaseUrl: old, names: names.slice(0, 7) });
    await ask(old, `DROP SCHEMA public; ALTER SCHEMA ${STAGING} RENAME TO public`);
    await ask(
      old,
      `INSERT INTO courses (id, slug, title, term, time_zone, starts_on, ends_on, contact_name, contact_address, updated_at)
         VALUES (uuid7(), 'old', 'Old', '2026', 'UTC', '2026-01-01', '2026-02-01', 'Ada', 'ada@example.org', now());
       INSERT INTO offers (id, course_id, slug, provider, guide, name, amount_minor, currency, opens_at, closes_at, redeem_by, acknowledgement, updated_at)
         SELECT uuid7(), id, 'old', 'aws', 'aws', 'Old', 100, 'USD', now(), now() + interval '1 day', '2027-01-01', '', now() FROM courses`,
    );
    const early = join(folder, "old.backup");
    await backUp({ databaseUrl: old, file: early, say: quiet });
    const url = await makeEmpty();
    await bringBack(url, { file: early });
    expect(await ask(url, "SELECT slug, frozen_at IS NOT NULL AS frozen FROM offers")).toEqual([
      { slug: "old", frozen: true },
    ]);
    expect(await ask(url, "SELECT migration_name FROM _prisma_migrations")).toHaveLength(names.length);
  });
});

describe("a backup's file", () => {
  it("can be read by its owner only, and is never written over another", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    await expect(backUp({ databaseUrl: source.ownerUrl, file, say: quiet })).rejects.toThrow(
      "never written over another",
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    await expect(backUp({ databaseUrl: source.ownerUrl, file: join(folder, "none", "x"), say: quiet })).rejects.toThrow(
      "there is no such folder",
    );
  });

  it("is refused when it is torn, changed or something else, and the database stays as it was", async () => {
    const url = await makeEmpty();
    const whole = readFileSync(file);
    const inside = gunzipSync(whole);
    const at = inside.indexOf(people[3]?.email ?? "");
    expect(at).toBeGreaterThan(0);
    const other = Buffer.from(inside);
    other[at] = (other[at] ?? 0) ^ 1;
    const cases: [Buffer, string][] = [
      [whole.subarray(0, Math.floor(whole.length / 2)), "is torn"],
      [gzipSync(inside.subarray(0, inside.indexOf("manifest.json"))), "is torn"],
      [gzipSync(other), "is damaged or was changed"],
      [Buffer.concat([whole.subarray(0, 200), Buffer.from([(whole[200] ?? 0) ^ 255]), whole.subarray(201)]), "is "],
      [Buffer.from("not a backup"), "is no backup of Bursar"],
    ];
    for (const [bytes, sentence] of cases) {
      const bad = join(folder, "bad.backup");
      writeFileSync(bad, bytes);
      await expect(bringBack(url, { file: bad })).rejects.toThrow(sentence);
    }
    await expect(bringBack(url, { file: join(folder, "missing") })).rejects.toThrow("There is no file");
    expect(await ask(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'bursar_restoring'")).toEqual([]);
  });
});

describe("a restore refuses", () => {
  it("a database in use, one that is not empty, another name, and keys of another portal, and loses nothing", async () => {
    const full = await cloneDatabase(inject("testServer"));
    drops.push(full.drop);
    await withPortal(full.ownerUrl, async ({ prisma }) => {
      await buildCourse(prisma, { slug: "kept" });
      await expect(bringBack(full.ownerUrl)).rejects.toThrow("This database is in use: bursar");
    });
    await expect(bringBack(full.ownerUrl)).rejects.toThrow("This database is not empty");
    await expect(bringBack(full.ownerUrl, { replace: async () => false })).rejects.toThrow(
      "not the name of the database",
    );
    const others = { codeRing: buildRing(Buffer.alloc(32, 7)), fingerprintKey: TEST_KEYS.fingerprintKey };
    const agree = async () => true;
    await expect(bringBack(full.ownerUrl, { replace: agree, keys: others })).rejects.toThrow(
      "not those of this backup",
    );
    expect(await ask(full.ownerUrl, "SELECT slug FROM courses")).toEqual([{ slug: "kept" }]);
    expect(await ask(full.ownerUrl, "SELECT nspname FROM pg_namespace WHERE nspname = 'bursar_restoring'")).toEqual([]);
    await bringBack(full.ownerUrl, { replace: agree });
    expect(await ask(full.ownerUrl, "SELECT slug FROM courses")).toEqual([{ slug: course.slug }]);
  });
});
