import { afterAll, beforeAll, expect, it } from "vitest";
import { startImport } from "@/features/courses/imports/commands";
import { readImport } from "@/features/courses/imports/queries";
import { checkCodes } from "@/features/credits/checks/commands";
import { claimCode, revealCode } from "@/features/credits/commands";
import { importCodes } from "@/features/credits/imports/commands";
import { findCodeColumns } from "@/features/credits/imports/rules";
import { readMailFacts, readOffer } from "@/features/credits/queries";
import { serveWaiting } from "@/features/credits/requests/commands";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { undoImport } from "./commands";
import { readWithdrawal } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const keys = TEST_KEYS;
let counter = 0;
const invent = () => {
  counter += 1;
  return `CANARY${String(counter).padStart(8, "0")}`;
};

async function setUp() {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const proof = instructorOf({
    course,
    offer,
    enrolment: await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" }),
  });
  const about = { kind: "CODES", proof, recognise: findCodeColumns } as const;
  const take = async (text: string) => {
    const id = (await buildImport({ prisma, ring: keys.codeRing, about, bytes: text })).id ?? "";
    await checkCodes({ ...database, keys, id });
    await startImport({ prisma, proof, kind: "CODES", id, options: {} });
    await importCodes({ ...database, keys, id, userId: proof.userId });
    return id;
  };
  const join = async () =>
    memberOf({ course, offer, enrolment: await buildEnrolment(prisma, { courseId: course.id }) });
  const ask = async () => {
    const member = await join();
    await claimCode({ pool, proof: member });
    return member;
  };
  const undo = (id: string) => undoImport({ prisma, proof, id });
  const states = async () =>
    (await prisma.code.findMany({ where: { offerId: offer.id }, orderBy: { state: "asc" } })).map(({ state }) => state);
  return {
    prisma,
    pool,
    course,
    offer,
    proof,
    take,
    ask,
    undo,
    states,
    state: async (id: string) => (await readImport({ prisma, proof, id }))?.state,
  };
}

it("deletes what nobody had, shreds what somebody had unseen, and the same file comes in again", async () => {
  const { prisma, pool, proof, take, ask, undo, states, state } = await setUp();
  const file = `code;link\n${invent()};https://example.org/a\n${invent()};\n${invent()};\n`;
  const id = await take(file);
  const [first, second] = [await ask(), await ask()];
  const held = await prisma.code.findMany({ where: { offerId: proof.offerId, state: "ALLOCATED" } });
  expect(await readWithdrawal({ prisma, proof, id })).toEqual({ seen: 0, unseen: 2, free: 1 });
  expect(await undo(id)).toEqual({ ok: true, value: { deleted: 1, withdrawn: 2, released: 2 } });
  expect([await states(), await state(id)]).toEqual([["WITHDRAWN", "WITHDRAWN"], "UNDONE"]);
  for (const before of held) {
    const after = await prisma.code.findUniqueOrThrow({ where: { id: before.id } });
    expect(after.linkCiphertext).toBeNull();
    expect(Buffer.compare(Buffer.from(after.fingerprint), Buffer.from(before.fingerprint))).not.toBe(0);
    expect(Buffer.from(after.ciphertext).includes(Buffer.from(before.ciphertext).subarray(12, 20))).toBe(false);
  }
  expect(await prisma.importCode.count({ where: { importId: id } })).toBe(0);
  for (const member of [first, second]) {
    expect(await readOffer({ pool, proof: member })).toMatchObject({ standing: "waiting" });
  }

  const again = await take(file);
  expect(again).not.toBe(id);
  expect(await serveWaiting({ pool, offerId: proof.offerId })).toBe(2);
  expect(await states()).toEqual(["AVAILABLE", "ALLOCATED", "ALLOCATED", "WITHDRAWN", "WITHDRAWN"]);
});

it("puts people back at their old place, and tells them nothing that is wrong", async () => {
  const { prisma, pool, proof, take, ask, undo } = await setUp();
  const id = await take(invent());
  const early = await ask();
  const late = await ask();
  const allocation = await prisma.allocation.findFirstOrThrow({ where: { enrolmentId: early.enrolmentId } });
  await undo(id);
  // The mail that a code is ready, if it has not left yet, has nothing to say any more; one that they wait is on its way.
  expect(await readMailFacts({ prisma, about: { allocationId: allocation.id } })).toBeNull();
  const mails = await prisma.outboxJob.findMany({ where: { task: "send-credit-mail" } });
  expect(mails.map(({ payload }) => payload)).toContainEqual({ kind: "waiting", requestId: allocation.requestId });
  await take(invent());
  await serveWaiting({ pool, offerId: proof.offerId });
  expect(await readOffer({ pool, proof: early })).toMatchObject({ standing: "allocated" });
  expect(await readOffer({ pool, proof: late })).toMatchObject({ standing: "waiting" });
  const acts = await prisma.auditEvent.findMany({
    where: { offerId: proof.offerId, act: { in: ["codes.import-undone", "code.released"] } },
  });
  expect(acts.map(({ act, actorId }) => [act, actorId]).sort()).toEqual([
    ["code.released", proof.userId],
    ["codes.import-undone", proof.userId],
  ]);
});

it("is refused once somebody has looked at one of its codes, and then changes nothing", async () => {
  const { prisma, take, ask, undo, states, state, proof } = await setUp();
  const id = await take(`${invent()}\n${invent()}`);
  await revealCode({ prisma, proof: await ask() });
  const before = await states();
  expect(await undo(id)).toMatchObject({ ok: false, reason: "seen" });
  expect([await states(), await state(id)]).toEqual([before, "DONE"]);
  expect(await readWithdrawal({ prisma, proof, id })).toEqual({ seen: 1, unseen: 0, free: 1 });
});

it("leaves other imports alone, whose codes serve who was released", async () => {
  const { pool, proof, take, ask, undo, states } = await setUp();
  const id = await take(invent());
  const member = await ask();
  await take(invent());
  await undo(id);
  await serveWaiting({ pool, offerId: proof.offerId });
  expect(await readOffer({ pool, proof: member })).toMatchObject({ standing: "allocated" });
  expect(await states()).toEqual(["ALLOCATED", "WITHDRAWN"]);
});

it("is done once by several, and not by an instructor of another course", async () => {
  const { prisma, take, undo, states } = await setUp();
  const id = await take(`${invent()}\n${invent()}`);
  const other = await setUp();
  expect(await undoImport({ prisma, proof: other.proof, id })).toMatchObject({ ok: false, reason: "not-done" });
  const outcomes = await Promise.all([undo(id), undo(id), undo(id)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await states()).toEqual([]);
});

it("races with people who ask and look: afterwards nobody holds a code that is gone, and no code that was seen is", async () => {
  const { prisma, pool, proof, take, ask, undo } = await setUp();
  for (let round = 0; round < 5; round += 1) {
    const id = await take(Array.from({ length: 6 }, invent).join("\n"));
    const early = await Promise.all([ask(), ask()]);
    await Promise.all([undo(id), ...early.map((member) => revealCode({ prisma, proof: member })), ask(), ask()]);
    const bad = await pool.query(
      `SELECT a.id FROM allocations a JOIN codes c ON c.id = a.code_id
       WHERE a.offer_id = $1 AND c.state = 'WITHDRAWN' AND (a.state <> 'RELEASED' OR a.revealed_at IS NOT NULL)`,
      [proof.offerId],
    );
    expect(bad.rows).toEqual([]);
  }
});
