import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Seal } from "@/server/hash-chain";
import { appendHead, readHeads, readLastHead } from "@/server/head-file";
import { recordEvent } from "../commands";
import { type HeadStore, sealTrail } from "./commands";
import { readLastSealing, verifyTrail } from "./queries";

const KEY = Buffer.alloc(32, 7);
const COURSE = "01890000-0000-7000-8000-000000000001";

let db: TestDatabase;
let folder: string;
let file: string;
beforeEach(async () => {
  db = await createTestDatabase({ connections: 6 });
  folder = mkdtempSync(join(tmpdir(), "bursar-heads-"));
  file = join(folder, "heads", "audit.jsonl");
});
afterEach(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

const record = (...subjects: string[]) =>
  db.prisma.$transaction(async (tx) => {
    for (const subjectId of subjects) {
      const event = {
        courseId: COURSE,
        actorId: null,
        act: "course.changed",
        subjectType: "course",
        subjectId,
      } as const;
      await recordEvent(tx, { ...event, detail: { what: "title", times: 2 } });
    }
  });
const outside = (path = file): HeadStore => ({
  last: () => readLastHead(path),
  add: ({ number, hash, sealedAt }: Seal) =>
    appendHead(path, { seal: number, hash: hash.toString("hex"), at: sealedAt.toISOString() }),
});
const seal = (options: { batch?: number; patience?: number } = {}) =>
  sealTrail({ pool: db.pool, key: KEY, heads: outside(), ...options });
const verify = (key = KEY) => verifyTrail({ pool: db.pool, key, heads: readHeads(file) });
async function complaint(): Promise<string> {
  const verdict = await verify();
  return verdict.ok ? "whole" : verdict.sentence;
}

/** Ten events under four seals, and their ids. */
async function sealTen(): Promise<string[]> {
  await record(..."abcde");
  // An id that a transaction drew and rolled back.
  await db.owner.query("SELECT nextval('audit_events_id_seq')");
  await record(..."fghij");
  expect(await seal({ batch: 3 })).toEqual({ ok: true, seals: 4, events: 10, heldUp: false });
  const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM audit_events ORDER BY id");
  return rows.map(({ id }) => id);
}

/** As somebody who rules over the database, and stops at no trigger. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  const client = await db.owner.connect();
  try {
    await client.query("SET session_replication_role = replica");
    const { rowCount } = await client.query(sql, values);
    expect(rowCount).toBeGreaterThan(0);
  } finally {
    client.release(true);
  }
}

describe("sealing", () => {
  it("covers every event once, goes on where it was, and tells each head outside the database (T18)", async () => {
    await sealTen();
    expect(await verify()).toMatchObject({ ok: true, seals: 4, events: 10, unsealed: 0, heads: 4 });
    await record("k", "l");
    expect(await verify()).toMatchObject({ ok: true, events: 10, unsealed: 2 });
    expect(await seal()).toMatchObject({ seals: 1, events: 2 });
    expect(await seal()).toMatchObject({ seals: 0, events: 0 });
    expect(await verify()).toMatchObject({ ok: true, seals: 5, events: 12, unsealed: 0, heads: 5 });
    expect(await readLastSealing({ pool: db.pool })).toBeInstanceOf(Date);
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(5);
  });

  it("leaves alone what a transaction that commits late can still come before (T18)", async () => {
    const late = await db.pool.connect();
    try {
      // Draws its id first and commits last.
      await late.query("BEGIN");
      await late.query(
        "INSERT INTO audit_events (act, subject_type, subject_id) VALUES ('course.changed', 'course', 'late')",
      );
      await record("a", "b");
      expect(await seal({ patience: 100 })).toEqual({ ok: true, seals: 0, events: 0, heldUp: true });
      const sealing = seal();
      await late.query("COMMIT");
      expect(await sealing).toMatchObject({ seals: 1, events: 3 });
    } finally {
      late.release();
    }
    expect(await complaint()).toBe("whole");
  });

  it("by several workers at once makes each seal once, and no event falls between two (T18)", async () => {
    const writing = Promise.all(Array.from({ length: 40 }, (_, number) => record(`w${number}`, `x${number}`)));
    const workers = await Promise.all(Array.from({ length: 3 }, () => seal({ batch: 5 })));
    await writing;
    await seal({ batch: 5 });
    expect(workers.every(({ ok }) => ok)).toBe(true);
    expect(await verify()).toMatchObject({ ok: true, events: 80, unsealed: 0 });
  });

  it("tells again the head that a worker died before telling", async () => {
    await sealTen();
    writeFileSync(file, readFileSync(file, "utf8").split("\n").slice(0, 2).join("\n").concat("\n"));
    await seal();
    expect(await readLastHead(file)).toMatchObject({ seal: 4 });
    expect(await complaint()).toBe("whole");
  });

  it("seals nothing on top of a trail that was cut (T18)", async () => {
    await sealTen();
    await tamper("DELETE FROM audit_seals WHERE number > 2");
    await tamper("DELETE FROM audit_events WHERE id > (SELECT max(last_id) FROM audit_seals)");
    await record("after the cut");
    expect(await seal()).toMatchObject({ ok: false, broken: expect.stringMatching(/tail .* missing/) });
    // Once the operator has said that a backup was restored, it goes on; what was set aside stays readable in the file.
    await appendHead(file, { resumedAfter: 2, at: "2026-01-01T00:00:00.000Z" });
    expect(await seal()).toMatchObject({ ok: true, seals: 1 });
    expect(await verify()).toMatchObject({ ok: true, seals: 3, heads: 3 });
  });
});

describe("the verifier, after somebody who rules over the database (T18)", () => {
  it.each<[string, (ids: string[]) => Promise<void>, (ids: string[]) => string]>([
    [
      "changed a byte",
      (ids) => tamper("UPDATE audit_events SET subject_id = 'E' WHERE id = $1", [ids[4]]),
      (ids) => `Event ${ids[4]} was changed`,
    ],
    [
      "changed an instant by a millisecond",
      (ids) => tamper("UPDATE audit_events SET at = at + interval '1 millisecond' WHERE id = $1", [ids[9]]),
      (ids) => `Event ${ids[9]} was changed`,
    ],
    [
      "changed a detail",
      (ids) => tamper(`UPDATE audit_events SET detail = detail || '{"times": 3}' WHERE id = $1`, [ids[0]]),
      (ids) => `Event ${ids[0]} was changed`,
    ],
    [
      "removed a row in the middle",
      (ids) => tamper("DELETE FROM audit_events WHERE id = $1", [ids[5]]),
      (ids) => `Event ${ids[5]} is missing`,
    ],
    [
      "exchanged two rows",
      (ids) =>
        tamper(
          "UPDATE audit_events SET id = CASE id WHEN $1::bigint THEN -5 ELSE $1::bigint END WHERE id IN ($1, $2)",
          [ids[3], ids[4]],
        ).then(() => tamper("UPDATE audit_events SET id = $1 WHERE id = -5", [ids[4]])),
      (ids) => `event ${ids[3]} holds what was sealed as event ${ids[4]}`,
    ],
    [
      "put a row in before all others",
      () =>
        tamper(
          "INSERT INTO audit_events (id, act, subject_type, subject_id) VALUES (-1, 'code.revealed', 'allocation', 'x')",
        ),
      () => "Event -1 was put in",
    ],
    [
      "put a row in between",
      (ids) =>
        tamper(
          "INSERT INTO audit_events (id, act, subject_type, subject_id) VALUES ($1::bigint - 1, 'code.revealed', 'x', 'x')",
          [ids[5]],
        ),
      (ids) => `Event ${Number(ids[5]) - 1} was put in`,
    ],
    [
      "cut the tail of the events",
      (ids) => tamper("DELETE FROM audit_events WHERE id > $1", [ids[7]]),
      (ids) => `Event ${ids[8]} is missing`,
    ],
    [
      "cut the tail with its seals",
      (ids) =>
        tamper("DELETE FROM audit_seals WHERE number > 2").then(() =>
          tamper("DELETE FROM audit_events WHERE id > $1", [ids[5]]),
        ),
      () =>
        "The tail of the audit trail is missing: its head outside the database is seal 4, and the database ends with seal 2",
    ],
    [
      "emptied everything",
      () => tamper("DELETE FROM audit_seals").then(() => tamper("DELETE FROM audit_events")),
      () => "the database ends with no seal at all",
    ],
    ["removed a seal", () => tamper("DELETE FROM audit_seals WHERE number = 2"), () => "Seal 2 is missing"],
    [
      "changed what a seal says of its rows",
      () => tamper("UPDATE audit_seals SET count = 2, listing = substring(listing FOR 32) WHERE number = 3"),
      () => "Seal 3 was changed",
    ],
  ])("%s, names the first thing that is wrong", async (_, attack, words) => {
    const ids = await sealTen();
    expect(await complaint()).toBe("whole");
    await attack(ids);
    expect(await complaint()).toContain(words(ids));
  });

  it("made the whole chain anew without the key, names the first seal", async () => {
    const ids = await sealTen();
    await tamper("UPDATE audit_events SET subject_id = 'E' WHERE id = $1", [ids[4]]);
    await tamper("DELETE FROM audit_seals");
    const forged = { pool: db.owner, key: Buffer.alloc(32, 9), heads: outside(join(folder, "forged.jsonl")), batch: 3 };
    await sealTrail(forged);
    expect(await complaint()).toMatch(/^Seal 1 was made with another AUDIT_KEY/);
    // The name of the key is no secret, and helps nobody.
    const { keyId } = (await sealedByUs()) ?? {};
    await tamper("UPDATE audit_seals SET key_id = $1", [keyId]);
    expect(await complaint()).toMatch(/^Seal 1 was changed/);
  });

  it("made the chain anew with a stolen key, is told by the head outside", async () => {
    const ids = await sealTen();
    await tamper("UPDATE audit_events SET subject_id = 'E' WHERE id = $1", [ids[4]]);
    await tamper("DELETE FROM audit_seals");
    await sealTrail({ pool: db.owner, key: KEY, heads: outside(join(folder, "forged.jsonl")), batch: 3 });
    expect(await complaint()).toMatch(/^Seal 1 in the database is not the one that was told outside it/);
  });
});

async function sealedByUs() {
  const other = await createTestDatabase({ connections: 2 });
  try {
    await other.pool.query("INSERT INTO audit_events (act, subject_type, subject_id) VALUES ('a', 'b', 'c')");
    await sealTrail({ pool: other.pool, key: KEY, heads: outside(join(folder, "other.jsonl")) });
    return await other.prisma.auditSeal.findFirst();
  } finally {
    await other.drop();
  }
}
