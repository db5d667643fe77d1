import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCodes } from "@/features/credits/checks/commands";
import { claimCode, revealCode } from "@/features/credits/commands";
import { showCode } from "@/features/credits/disclosures/commands";
import { importCodes } from "@/features/credits/imports/commands";
import { findCodeColumns } from "@/features/credits/imports/rules";
import { readRevealedCode } from "@/features/credits/reveals/queries";
import { buildBatch, buildRing, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { disclosureOf, instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { addKey, changeRing, makeKey, writeRing } from "@/scripts/keys/ring-file";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { keyIdentifier } from "@/server/crypto";
import { createKeyRing, type KeyRing, openText } from "@/server/key-ring";
import { followKeyFile, parseKeyRing } from "@/server/read-key-ring";
import { readSecretFile } from "@/server/secret-files";
import { refuseWrongKeys, sealAnew, startSealingAnew } from "./commands";
import { countImportsAtWork, countSealed, readSealingKey } from "./queries";

const { codeKey: oldKey, fingerprintKey } = TEST_KEYS;
const oldId = keyIdentifier(oldKey);
const newKey = Buffer.alloc(32, "new");
const newId = keyIdentifier(newKey);

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "bursar-keys-"));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

let counter = 0;
const invent = () => `CANARY${String(++counter).padStart(8, "0")}`;

async function buildPlace(codes: string[]) {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  if (codes.length > 0) await buildBatch(prisma, { offer, codes });
  const instructor = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const join = async () => {
    const enrolment = await buildEnrolment(prisma, { courseId: course.id });
    return memberOf({ course, offer, enrolment });
  };
  return { course, offer, instructor, join };
}

/** A process with the ring of that file, as server/env.ts makes it. */
function openRing(file: string): KeyRing {
  const source = `the file ${file}`;
  const entries = parseKeyRing({ text: readSecretFile({ name: "CODE_KEYS_FILE", file }), source });
  return createKeyRing({ source, entries, reread: followKeyFile({ file, source }) });
}

/** The text of every code of the deployment, by its identifier. Throws when one cannot be opened. */
async function openAll(ring: KeyRing): Promise<Map<string, string>> {
  const rows = await database.prisma.code.findMany({ select: { id: true, keyId: true, ciphertext: true } });
  return new Map(
    rows.map(({ id, keyId, ciphertext }) => [id, openText({ sealed: ciphertext, keyId, ring, boundTo: id })]),
  );
}

const usedKeys = async () => (await countSealed(database)).map(({ keyId }) => keyId);

describe("a rotation during a load of claims, reveals and imports (T23)", { timeout: 180_000 }, () => {
  it("leaves every row readable all the time and ends with none sealed by the old key; nobody's code changes", async () => {
    const { prisma, pool } = database;
    const file = join(folder, "load");
    writeRing({ file, lines: [oldKey.toString("base64")] });
    // One that seals, one that only ever reads, and the one with the worker.
    const [portal, reader, worker] = [openRing(file), openRing(file), openRing(file)];
    const { course, offer, instructor, join: enrol } = await buildPlace(Array.from({ length: 900 }, invent));
    const about = {
      kind: "CODES",
      proof: instructorOf({ course, offer, enrolment: instructor }),
      recognise: findCodeColumns,
    } as const;
    const keys = { codeRing: portal, fingerprintKey };
    // One import waits in the middle of it all, sealed by the old key: its file and its lines.
    const waiting = Array.from({ length: 40 }, invent);
    const staged = await buildImport({ prisma, ring: portal, about, bytes: `code\n${waiting.join("\n")}` });
    await checkCodes({ ...database, keys, id: staged.id ?? "" });
    const before = await openAll(portal);

    const given = new Map<string, string>();
    const isOver = { claims: false };
    const member = async () => {
      const proof = await enrol();
      await claimCode({ pool, proof: { ...proof, userId: null } });
      await revealCode({ prisma, proof });
      const code = await readRevealedCode({ prisma, proof, ring: reader });
      expect(code).toMatch(/^CANARY/);
      given.set(proof.enrolmentId, code ?? "");
      return proof;
    };
    const someClaim = async () => {
      for (let n = 0; n < 20; n += 1) await member();
    };
    const everybodyReads = async () => {
      while (!isOver.claims) await openAll(reader);
    };
    const fresh = Array.from({ length: 40 }, invent);
    const rotate = async () => {
      await changeRing({ file, change: addKey({ key: newKey.toString("base64"), place: "first", day: "today" }) });
      await sealAnew({ pool, ring: worker });
    };
    const someImport = async () => {
      const sent = await buildImport({ prisma, ring: portal, about, bytes: `code\n${fresh.join("\n")}` });
      await checkCodes({ ...database, keys, id: sent.id ?? "" });
      return sent.id ?? "";
    };
    const load = Promise.all([someClaim(), someClaim(), someClaim(), someClaim()]).finally(() => {
      isOver.claims = true;
    });
    const [, , , sent] = await Promise.all([load, everybodyReads(), rotate(), someImport()]);

    await sealAnew({ pool, ring: worker });
    expect(await usedKeys()).toEqual([newId]);
    // Who has only the new key reads everything, as it was; what waited is taken in.
    const later = buildRing(newKey);
    expect(await openAll(later)).toEqual(before);
    expect(new Set(given.values()).size).toBe(80);
    for (const id of [staged.id ?? "", sent]) {
      await prisma.import.update({ where: { id }, data: { state: "RUNNING" } });
      await importCodes({ ...database, keys: { codeRing: later, fingerprintKey }, id, userId: null });
    }
    expect([...(await openAll(later)).values()].sort()).toEqual([...before.values(), ...waiting, ...fresh].sort());
    expect(await usedKeys()).toEqual([newId]);
  });

  it("seals a sponsor's links anew as well, and pieces of files that do not say their key", async () => {
    const { prisma, pool } = database;
    const { course, offer, instructor } = await buildPlace([]);
    const about = {
      kind: "CODES",
      proof: instructorOf({ course, offer, enrolment: instructor }),
      recognise: findCodeColumns,
    } as const;
    const keys = { codeRing: TEST_KEYS.codeRing, fingerprintKey };
    const bytes = `code,link\n${invent()},https://redeem.example/1`;
    const id = (await buildImport({ prisma, ring: TEST_KEYS.codeRing, about, bytes })).id ?? "";
    await prisma.importChunk.updateMany({ data: { keyId: null } });
    await checkCodes({ ...database, keys, id });
    expect(await usedKeys()).toContain(null);
    await sealAnew({ pool, ring: buildRing(newKey, oldKey) });
    expect(await usedKeys()).toEqual([newId]);
    await prisma.import.update({ where: { id }, data: { state: "RUNNING" } });
    // Its lines are gone, as after a crash of the server: they are made anew from the file.
    await prisma.importCode.deleteMany({ where: { importId: id } });
    const later = buildRing(newKey);
    await importCodes({ ...database, keys: { codeRing: later, fingerprintKey }, id, userId: null });
    const code = await prisma.code.findFirstOrThrow({ where: { offerId: offer.id } });
    const link = openText({
      sealed: code.linkCiphertext ?? Buffer.alloc(0),
      keyId: code.keyId,
      ring: later,
      boundTo: code.id,
    });
    expect(link).toBe("https://redeem.example/1");
  });
});

describe("sealing anew (T23)", () => {
  const ring = buildRing(newKey, oldKey);

  it("passes over what somebody holds, without waiting, and comes back to it", async () => {
    const { prisma, pool } = database;
    const { offer } = await buildPlace([invent(), invent(), invent()]);
    const rowsByOldKey = () => prisma.code.count({ where: { offerId: offer.id, keyId: oldId } });
    const [held] = await prisma.code.findMany({ where: { offerId: offer.id }, take: 1 });
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("SELECT FROM codes WHERE id = $1 FOR UPDATE", [held?.id]);
    const work = sealAnew({ pool, ring });
    try {
      await expect.poll(rowsByOldKey).toBe(1);
    } finally {
      await client.query("COMMIT");
      client.release();
    }
    expect(await work).toMatchObject({ done: 3, unreadable: 0 });
    expect(await rowsByOldKey()).toBe(0);
  });

  it("does not bring back what was withdrawn between reading and writing", async () => {
    const { prisma, pool } = database;
    const { offer } = await buildPlace([invent()]);
    const gone = Buffer.alloc(48, "gone");
    const withdraw = () =>
      prisma.code.updateMany({ where: { offerId: offer.id }, data: { state: "WITHDRAWN", ciphertext: gone } });
    // The real pool, with the withdrawal just before the write.
    const late = {
      query: async (text: string, values: unknown[]) => {
        if (text.includes("UPDATE codes")) await withdraw();
        return pool.query(text, values);
      },
    } as pg.Pool;
    await sealAnew({ pool: late, ring });
    const code = await prisma.code.findFirstOrThrow({ where: { offerId: offer.id } });
    expect(Buffer.from(code.ciphertext).equals(gone)).toBe(true);
  });

  it("tells how far it is, goes on where it was stopped, and has nothing to do the second time", async () => {
    await buildPlace(Array.from({ length: 1_200 }, invent));
    const told: number[] = [];
    const stopped = sealAnew({
      pool: database.pool,
      ring,
      tell: ({ done }) => {
        told.push(done);
        if (told.length === 2) throw new Error("killed");
      },
    });
    await expect(stopped).rejects.toThrow("killed");
    expect(told).toEqual([500, 1_000]);
    expect(await sealAnew({ pool: database.pool, ring })).toEqual({ done: 200, total: 200, unreadable: 0 });
    expect(await sealAnew({ pool: database.pool, ring })).toEqual({ done: 0, total: 0, unreadable: 0 });
  });

  it("is recorded, in the trail too, and left to the worker", async () => {
    await startSealingAnew({ prisma: database.prisma, keyId: newId });
    expect(await readSealingKey(database)).toBe(newId);
    expect(await database.prisma.auditEvent.findFirst({ where: { act: "key.made-first" } })).toMatchObject({
      subjectId: newId,
    });
    expect(await database.prisma.outboxJob.findFirst({ where: { task: "seal-anew" } })).toMatchObject({
      payload: { keyId: newId },
    });
    await database.prisma.outboxJob.deleteMany();
  });

  it("knows of imports that may be sealing with the key of before", async () => {
    const { course, offer } = await buildPlace([]);
    const of = (state: "CHECKING" | "UPLOADING", createdAt?: Date) =>
      database.prisma.import.create({
        data: { courseId: course.id, offerId: offer.id, kind: "CODES", fileName: "codes.csv", state, createdAt },
      });
    const before = await countImportsAtWork(database);
    const made = [await of("CHECKING"), await of("UPLOADING"), await of("UPLOADING", new Date(Date.now() - 7_200_000))];
    expect(await countImportsAtWork(database)).toBe(before + 2);
    await database.prisma.import.deleteMany({ where: { id: { in: made.map(({ id }) => id) } } });
  });
});

describe("ciphertexts of two rows swapped (T21)", () => {
  it("open for nobody, loudly, and are not made good by sealing anew", async () => {
    const { prisma, pool } = database;
    const { course, offer, instructor, join: enrol } = await buildPlace([invent(), invent()]);
    const proof = await enrol();
    await claimCode({ pool, proof: { ...proof, userId: null } });
    await revealCode({ prisma, proof });
    const ring = TEST_KEYS.codeRing;
    expect(await readRevealedCode({ prisma, proof, ring })).toMatch(/^CANARY/);
    const rows = await prisma.code.findMany({ where: { offerId: offer.id } });
    const swap = () =>
      pool.query(
        "UPDATE codes a SET ciphertext = b.ciphertext FROM codes b WHERE a.offer_id = $1 AND b.offer_id = $1 AND a.id <> b.id",
        [offer.id],
      );
    await swap();
    await expect(readRevealedCode({ prisma, proof, ring })).rejects.toThrow("unable to authenticate");
    const { id } = await prisma.allocation.findFirstOrThrow({ where: { offerId: offer.id } });
    const shown = showCode({
      pool,
      prisma,
      proof: disclosureOf({ course, offer, enrolment: instructor }),
      allocationId: id,
      ring,
    });
    await expect(shown).rejects.toThrow("unable to authenticate");
    expect(await sealAnew({ pool, ring: buildRing(newKey, oldKey) })).toMatchObject({ done: 0, unreadable: 2 });
    await swap();
    expect(await prisma.code.findMany({ where: { offerId: offer.id } })).toEqual(rows);
    expect(await readRevealedCode({ prisma, proof, ring })).toMatch(/^CANARY/);
    await sealAnew({ pool, ring: buildRing(newKey, oldKey) });
  });
});

describe("a start (T23)", () => {
  const forget = () => database.owner.query("DELETE FROM settings WHERE key = 'fingerprint-key'");
  const start = (ring: KeyRing, key = fingerprintKey) =>
    refuseWrongKeys({ pool: database.pool, ring, fingerprintKey: key });
  const wrongKey = Buffer.alloc(32, "wrong");

  it("goes on with the right keys, the first time and later", async () => {
    await forget();
    await buildPlace([invent()]);
    const ring = buildRing(newKey, oldKey);
    expect([await start(ring), await start(ring)]).toEqual([null, null]);
  });

  it("is refused with a code key that is not the one of the rows, in words without a key", async () => {
    const sentence = await start(buildRing(wrongKey, newKey));
    expect(sentence).toContain(`not in the ring of this test: ${oldId} (1 rows)`);
    for (const key of [wrongKey, newKey]) expect(sentence).not.toContain(key.toString("base64"));
    const entries = { keys: buildRing(wrongKey, newKey).list() as never, lost: [oldId] };
    expect(await start(createKeyRing({ source: "a ring", entries }))).toBeNull();
  });

  it("is refused with another fingerprint key than before", async () => {
    const sentence = await start(buildRing(newKey, oldKey), wrongKey);
    expect(sentence).toContain(`is ${keyIdentifier(fingerprintKey)}, this one ${keyIdentifier(wrongKey)}`);
  });

  it("is refused with another fingerprint key where none was kept yet, because a code does not match it", async () => {
    await forget();
    expect(await start(buildRing(newKey, oldKey), wrongKey)).toContain("They do not match its codes");
    expect(await start(buildRing(newKey, oldKey))).toBeNull();
  });
});

it("keeps a new key's line whole in the ring's file", async () => {
  const file = join(folder, "lines");
  const keys = [makeKey(), makeKey(), makeKey()] as const;
  writeRing({ file, lines: [`${keys[0]},${keys[1]} # of old`] });
  await changeRing({ file, change: addKey({ key: keys[2], place: "last", day: "today" }) });
  const ids = keys.map((key) => keyIdentifier(Buffer.from(key, "base64")));
  expect(
    openRing(file)
      .list()
      .map(({ id }) => id),
  ).toEqual(ids);
});
