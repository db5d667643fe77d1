import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferMember } from "@/features/courses/access";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import {
  cancelRequest,
  claimCode,
  confirmRedemption,
  reportCode,
  revealCode,
  takeBackRedemption,
  takeBackReport,
} from "./commands";
import { readOffer } from "./queries";
import { readRevealedCode } from "./reveals/queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

let proof: OfferMember;
let stranger: OfferMember;
beforeEach(async () => {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: 3 });
  const person = async () =>
    memberOf({ course, offer, enrolment: await buildEnrolment(prisma, { courseId: course.id }) });
  proof = await person();
  stranger = await person();
});

const claim = (who = proof) => claimCode({ pool: database.pool, proof: who });
const reveal = (who = proof) => revealCode({ prisma: database.prisma, proof: who });
const confirm = () => confirmRedemption({ prisma: database.prisma, proof });
const report = (verdict: "bad-code" | "code-is-good" | "no-access" | "try-again-first" = "bad-code") =>
  reportCode({ prisma: database.prisma, proof, cause: "expired", verdict });
const codeOf = (who = proof) => readRevealedCode({ prisma: database.prisma, proof: who, ring: TEST_KEYS.codeRing });
const standing = async (who = proof) => (await readOffer({ pool: database.pool, proof: who }))?.standing;

async function myAllocation() {
  return database.prisma.allocation.findFirstOrThrow({
    where: { enrolmentId: proof.enrolmentId },
    orderBy: { id: "desc" },
    include: { code: true },
  });
}

async function acts() {
  const events = await database.prisma.auditEvent.findMany({
    where: { offerId: proof.offerId },
    orderBy: { id: "asc" },
  });
  return events.map(({ act }) => act);
}

describe("revealing", () => {
  it("shows the code to its owner from then on, and to nobody else", async () => {
    await claim();
    await claim(stranger);
    expect(await codeOf()).toBeNull();
    expect(await reveal()).toMatchObject({ ok: true });
    expect(await codeOf()).toMatch(/^DEMO/);
    expect(await codeOf(stranger)).toBeNull();
    expect(await standing()).toBe("revealed");
  });

  it("is recorded once, however often it is asked for and in however many tabs", async () => {
    await claim();
    const answers = await Promise.all([reveal(), reveal(), reveal(), reveal()]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const { revealedAt } = await myAllocation();
    await reveal();
    expect((await myAllocation()).revealedAt).toEqual(revealedAt);
    expect((await acts()).filter((act) => act === "code.revealed")).toHaveLength(1);
  });

  it("refuses without a code, and does not undo what came later", async () => {
    expect(await reveal()).toMatchObject({ ok: false, reason: "changed" });
    await claim();
    await reveal();
    await confirm();
    expect(await reveal()).toMatchObject({ ok: false, reason: "changed" });
    expect((await myAllocation()).state).toBe("REDEEMED");
  });

  it("fails loudly when a code was moved to another row", async () => {
    await claim();
    await claim(stranger);
    await reveal();
    const other = await database.prisma.allocation.findFirstOrThrow({
      where: { enrolmentId: stranger.enrolmentId },
      include: { code: true },
    });
    const { codeId } = await myAllocation();
    await database.prisma.code.update({ where: { id: codeId }, data: { ciphertext: other.code.ciphertext } });
    await expect(codeOf()).rejects.toThrow();
  });
});

describe("having redeemed", () => {
  it("leaves the budget to set and the sponsor to thank, until each is done", async () => {
    const { prisma, pool } = database;
    const { courseId, offerId, enrolmentId } = proof;
    const left = async () => (await readOffer({ pool, proof }))?.leftToDo;
    await claim();
    await reveal();
    await confirm();
    await prisma.guideProgress.create({
      data: { courseId, offerId, enrolmentId: stranger.enrolmentId, page: "guard-your-bill" },
    });
    expect(await left()).toBe("budget");
    await prisma.guideProgress.create({ data: { courseId, offerId, enrolmentId, page: "guard-your-bill" } });
    expect(await left()).toBe("acknowledgement");
    await prisma.acknowledgement.create({ data: { courseId, offerId, enrolmentId, text: "Thanks." } });
    expect(await left()).toBeNull();
  });

  it("is noted with its time, and can be taken back", async () => {
    await claim();
    await reveal();
    expect(await confirm()).toMatchObject({ ok: true });
    expect(await confirm()).toMatchObject({ ok: true });
    expect((await myAllocation()).redeemedAt).toBeInstanceOf(Date);
    expect(await standing()).toBe("redeemed");

    expect(await takeBackRedemption({ prisma: database.prisma, proof })).toMatchObject({ ok: true });
    expect(await myAllocation()).toMatchObject({ state: "REVEALED", redeemedAt: null });
    expect(await acts()).toEqual(["code.allocated", "code.revealed", "code.redeemed", "code.redemption-taken-back"]);
  });

  it("is refused for a code that nobody has looked at", async () => {
    await claim();
    expect(await confirm()).toMatchObject({ ok: false, reason: "changed" });
    expect((await myAllocation()).state).toBe("ALLOCATED");
    expect(await acts()).toEqual(["code.allocated"]);
  });
});

describe("reporting", () => {
  beforeEach(async () => {
    await claim();
    await reveal();
  });

  it.each(["bad-code", "try-again-first"] as const)(
    "puts the code into quarantine when the verdict is %s",
    async (verdict) => {
      expect(await report(verdict)).toMatchObject({ ok: true });
      expect(await myAllocation()).toMatchObject({
        state: "REPORTED",
        reportCause: "expired",
        code: { state: "QUARANTINED" },
      });
      const event = await database.prisma.auditEvent.findFirstOrThrow({
        where: { offerId: proof.offerId, act: "code.reported" },
      });
      expect(event).toMatchObject({ actorId: proof.userId, detail: { cause: "expired" } });
      expect(await readOffer({ pool: database.pool, proof })).toMatchObject({
        standing: "reported",
        reportCause: "expired",
      });
    },
  );

  it.each(["code-is-good", "no-access"] as const)("changes nothing when the verdict is %s", async (verdict) => {
    expect(await report(verdict)).toMatchObject({ ok: false, reason: "code-is-good" });
    expect(await myAllocation()).toMatchObject({ state: "REVEALED", reportedAt: null, code: { state: "ALLOCATED" } });
    expect(await acts()).not.toContain("code.reported");
  });

  it("can be taken back, and the code stays with its owner", async () => {
    await report();
    expect(await takeBackReport({ prisma: database.prisma, proof })).toMatchObject({ ok: true });
    expect(await myAllocation()).toMatchObject({ state: "REVEALED", reportCause: null, code: { state: "ALLOCATED" } });
    expect(await codeOf()).toMatch(/^DEMO/);
    // It was taken back, not given back: nobody else may get it.
    await claim(stranger);
    const owners = await database.prisma.allocation.findMany({ where: { codeId: (await myAllocation()).codeId } });
    expect(owners).toHaveLength(1);
  });

  it("comes to nothing after an instructor has replaced the code", async () => {
    await report();
    const old = await myAllocation();
    await database.pool.query("SELECT * FROM replace_code($1, $2, $3)", [old.id, proof.offerId, null]);
    expect(await takeBackReport({ prisma: database.prisma, proof })).toMatchObject({ ok: false, reason: "changed" });
    expect(await readOffer({ pool: database.pool, proof })).toMatchObject({
      standing: "allocated",
      replacedAt: expect.any(Date),
    });
    expect(await codeOf()).toBeNull();
    expect((await database.prisma.code.findUniqueOrThrow({ where: { id: old.codeId } })).state).toBe("QUARANTINED");
  });

  it("either happens or redemption does, never both", async () => {
    const answers = await Promise.all([report(), confirm()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { state, code } = await myAllocation();
    expect([state, code.state]).toEqual(answers[0].ok ? ["REPORTED", "QUARANTINED"] : ["REDEEMED", "ALLOCATED"]);
  });
});

describe("taking a request back", () => {
  it("ends waiting, and a later request begins anew", async () => {
    await database.prisma.code.updateMany({ where: { offerId: proof.offerId }, data: { state: "QUARANTINED" } });
    expect((await claim()).outcome).toBe("waiting");
    expect(await cancelRequest({ prisma: database.prisma, proof })).toMatchObject({ ok: true });
    expect(await standing()).toBe("open");
    expect(await cancelRequest({ prisma: database.prisma, proof })).toMatchObject({ ok: false, reason: "decided" });
    expect((await claim()).outcome).toBe("waiting");
    expect(await acts()).toEqual(["request.waiting", "request.cancelled", "request.waiting"]);
  });

  it("is refused once there is a code", async () => {
    await claim();
    expect(await cancelRequest({ prisma: database.prisma, proof })).toMatchObject({ ok: false, reason: "decided" });
    expect(await standing()).toBe("allocated");
  });
});
