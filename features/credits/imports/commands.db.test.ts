import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import { buildCourse, buildOffer } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { unseal } from "@/server/crypto";
import { checkCodes, importCodes } from "./commands";
import { type CodeKeys, listBatches, listPools, readCodesCheck } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const keys: CodeKeys = { codeKey: Buffer.alloc(32, 1), fingerprintKey: Buffer.alloc(32, 2) };
let counter = 0;
/** A code that no other test uses: fingerprints are unique over the deployment. */
function invent(): string {
  counter += 1;
  return `CANARY${String(counter).padStart(8, "0")}`;
}

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const proof = {
    userId: "0191f0f0-0000-7000-8000-000000000001",
    courseId: course.id,
    offerId: offer.id,
    offerSlug: offer.slug,
  } as OfferInstructor;
  const check = async (text: string) => {
    const held = await checkCodes({ prisma, proof, keys, upload: { fileName: "codes.csv", bytes: Buffer.from(text) } });
    if (!held.ok) throw new Error(JSON.stringify(held));
    return held.value;
  };
  const take = (id: string) => importCodes({ prisma, proof, keys, check: id });
  const stored = () =>
    prisma.code.findMany({ where: { offerId: offer.id }, orderBy: [{ batchId: "asc" }, { slot: "asc" }] });
  return { prisma, proof, check, take, stored };
}

describe("checkCodes", () => {
  it("reports every kind of line, changes nothing and shows no code", async () => {
    const { prisma, proof, check, take, stored } = await setUp();
    const other = await setUp();
    const [here, there, fresh] = [invent(), invent(), invent()];
    await take(await check(here));
    await other.take(await other.check(there));
    const id = await check(`code\n${fresh}\n${fresh.toLowerCase()}\n${here}\n${there}\n${"x".repeat(300)}\n`);
    const report = await readCodesCheck({ prisma, proof, check: id, keys });
    expect(report).toMatchObject({
      counts: { new: 1, repeated: 1, here: 1, elsewhere: 1, malformed: 1 },
      freshLines: [2],
    });
    expect(JSON.stringify(report)).not.toMatch(/CANARY/i);
    expect(await stored()).toHaveLength(1);
  });

  it("holds the upload sealed: no code can be read in the row", async () => {
    const { prisma, check } = await setUp();
    const code = invent();
    const id = await check(code);
    const { data } = await prisma.blob.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(data).includes(code)).toBe(false);
    expect(Buffer.from(data).includes(Buffer.from(code).toString("base64").slice(0, 16))).toBe(false);
  });

  it("refuses what is no list of codes beside the file's field", async () => {
    const { prisma, proof } = await setUp();
    for (const text of ["", "1,AB\n2,CD", "PK\u0003\u0004", 'code\n"AB']) {
      const refused = await checkCodes({ prisma, proof, keys, upload: { fileName: "x", bytes: Buffer.from(text) } });
      expect(refused).toMatchObject({ ok: false, problems: { file: [expect.stringMatching(/\.$/)] } });
    }
  });
});

describe("importCodes", () => {
  it("stores the new codes as one batch: encrypted, bound to their rows, in slots without a gap", async () => {
    const { prisma, proof, check, take, stored } = await setUp();
    const [one, two] = [invent(), invent()];
    const text = `code\n${one}\nnot one\n${one}\n${two}\n`;
    expect(await take(await check(text))).toEqual({ ok: true, value: { added: 2 } });
    const rows = await stored();
    expect(rows.map(({ slot, state, keyId }) => [slot, state, keyId])).toEqual(
      [0, 1].map((slot) => [slot, "AVAILABLE", expect.stringMatching(/^[0-9a-f]{8}$/)]),
    );
    expect(rows.map(({ id, ciphertext }) => unseal({ sealed: ciphertext, key: keys.codeKey, boundTo: id }))).toEqual([
      one,
      two,
    ]);
    expect(() =>
      unseal({ sealed: rows[0]?.ciphertext ?? Buffer.alloc(0), key: keys.codeKey, boundTo: rows[1]?.id ?? "" }),
    ).toThrow();
    expect(
      rows.every(
        ({ ciphertext, fingerprint }) => !Buffer.from(ciphertext).includes("CANARY") && fingerprint.length === 32,
      ),
    ).toBe(true);
    expect(await listBatches({ prisma, proof })).toMatchObject([
      { fileName: "codes.csv", size: 2, available: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { offerId: proof.offerId } });
    expect(event).toMatchObject({ act: "codes.imported", detail: { added: 2 } });
    expect(JSON.stringify(event.detail)).not.toContain("CANARY");
  });

  it("commits the job that serves who is waiting, in the same transaction", async () => {
    const { prisma, proof, check, take } = await setUp();
    await take(await check(invent()));
    const jobs = (await prisma.outboxJob.findMany({ where: { task: "serve-waiting" } })).filter(
      ({ payload }) => JSON.stringify(payload) === JSON.stringify({ offerId: proof.offerId }),
    );
    expect(jobs).toHaveLength(1);
  });

  it("adds nothing the second time, nor by another spelling, nor to another offer", async () => {
    const { check, take, stored } = await setUp();
    const other = await setUp();
    const code = invent();
    await take(await check(code));
    expect(await take(await check(`${code}\n`))).toMatchObject({ ok: false, reason: "nothing-new" });
    expect(await take(await check(code.toLowerCase()))).toMatchObject({ ok: false, reason: "nothing-new" });
    expect(await other.take(await other.check(`${code.slice(0, 6)}-${code.slice(6)}`))).toMatchObject({
      ok: false,
      reason: "nothing-new",
    });
    expect([(await stored()).length, (await other.stored()).length]).toEqual([1, 0]);
  });

  it("leaves the plain hash of a code nowhere", async () => {
    const { prisma, check, take } = await setUp();
    const code = invent();
    await take(await check(code));
    const found = await prisma.$queryRaw<
      unknown[]
    >`SELECT 1 FROM codes WHERE fingerprint = sha256(${Buffer.from(code)})`;
    expect(found).toEqual([]);
  });

  it("imports each code once when overlapping files come in at once, and a check only once", async () => {
    const one = await setUp();
    const two = await setUp();
    const codes = Array.from({ length: 300 }, invent);
    const checks = [
      await one.check(codes.join("\n")),
      await two.check([...codes].reverse().join("\n")),
      await one.check(codes.slice(0, 150).join("\n")),
    ] as const;
    const outcomes = await Promise.all([
      one.take(checks[0]),
      one.take(checks[0]),
      two.take(checks[1]),
      one.take(checks[2]),
    ]);
    const added = outcomes.reduce((sum, outcome) => sum + (outcome.ok ? outcome.value.added : 0), 0);
    expect(added).toBe(300);
    expect((await one.stored()).length + (await two.stored()).length).toBe(300);
  });

  it("is all or nothing: when the last write fails, no code and no batch stays, and the check can be used again", async () => {
    const { prisma, proof, check, take, stored } = await setUp();
    const id = await check(`${invent()}\n${invent()}`);
    await prisma.$executeRaw`ALTER TABLE outbox_jobs RENAME TO hidden`;
    await expect(take(id)).rejects.toThrow();
    await prisma.$executeRaw`ALTER TABLE hidden RENAME TO outbox_jobs`;
    expect([await stored(), await listBatches({ prisma, proof })]).toEqual([[], []]);
    expect(await take(id)).toEqual({ ok: true, value: { added: 2 } });
  });

  it("takes 10,000 codes, and counts the pool", async () => {
    const { prisma, proof, check, take } = await setUp();
    const text = Array.from({ length: 10_000 }, invent).join("\r\n");
    expect(await take(await check(text))).toEqual({ ok: true, value: { added: 10_000 } });
    expect(await listPools({ prisma, proof: proof as CourseInstructor })).toEqual([
      { offer: proof.offerSlug, available: 10_000, allocated: 0, quarantined: 0, waiting: 0, pending: 0 },
    ]);
  });
});
