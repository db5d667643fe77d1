import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { giveCode } from "@/features/credits/bulk/commands";
import { claimCode, confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { readHistory } from "@/features/credits/histories/queries";
import { normaliseCode } from "@/features/credits/imports/rules";
import { readRevealedCode } from "@/features/credits/reveals/queries";
import { setCodesAside } from "@/features/credits/spares/commands";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { keyedHash } from "@/server/crypto";
import { releaseCode, replaceCode, revokeCode, takeBackConfirmation } from "./commands";
import { findByFingerprint } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

let course: Course;
let offer: Offer;
let proof: OfferInstructor;
let member: ReturnType<typeof memberOf>;
beforeEach(async () => {
  const { prisma } = database;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id });
  proof = await instructorAt(offer);
  member = memberOf({ course, offer, enrolment: await buildEnrolment(prisma, { courseId: course.id }) });
});

async function instructorAt(at: Offer) {
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  return instructorOf({ course, offer: at, enrolment });
}

const fill = (codes: number) => buildBatch(database.prisma, { offer, codes });
const reveal = () => revealCode({ prisma: database.prisma, proof: member });
const codeSeen = () => readRevealedCode({ prisma: database.prisma, proof: member, ring: TEST_KEYS.codeRing });
const replace = (allocationId: string, by = proof) => replaceCode({ pool: database.pool, proof: by, allocationId });
const allocation = (id: string) =>
  database.prisma.allocation.findUniqueOrThrow({ where: { id }, include: { code: true } });

async function claim(): Promise<string> {
  const { allocationId } = await claimCode({ pool: database.pool, proof: member });
  if (!allocationId) throw new Error("the pool should have had a code");
  return allocationId;
}

async function mails() {
  const jobs = await database.prisma.outboxJob.findMany({
    where: { task: "send-credit-mail" },
    orderBy: { id: "asc" },
  });
  return jobs.map(({ payload }) => payload);
}

describe("replacing a code", () => {
  it("gives another, and the old one goes into quarantine for good", async () => {
    await fill(2);
    const old = await claim();
    await reveal();
    const seen = await codeSeen();
    await reportCode({ prisma: database.prisma, proof: member, cause: "expired", verdict: "bad-code" });

    const replaced = await replace(old);
    if (!replaced.ok) throw new Error(replaced.sentence);
    const fresh = replaced.value.allocationId;
    expect(await allocation(old)).toMatchObject({
      state: "REPLACED",
      replacedAt: expect.any(Date),
      code: { state: "QUARANTINED" },
    });
    expect(await allocation(fresh)).toMatchObject({
      state: "ALLOCATED",
      revealedAt: null,
      code: { state: "ALLOCATED" },
    });
    // Masked again, until its owner reveals the new one.
    expect(await codeSeen()).toBeNull();
    await reveal();
    expect(await codeSeen()).not.toBe(seen);
    const backToPool = database.prisma.code.update({
      where: { id: (await allocation(old)).codeId },
      data: { state: "AVAILABLE" },
    });
    await expect(backToPool).rejects.toThrow();
  });

  it("is recorded with who did it, and told to the participant by one mail", async () => {
    await fill(2);
    const old = await claim();
    const replaced = await replace(old);
    const fresh = replaced.ok ? replaced.value.allocationId : "";
    const event = await database.prisma.auditEvent.findFirstOrThrow({
      where: { offerId: offer.id, act: "code.replaced" },
    });
    expect(event).toMatchObject({
      actorId: proof.userId,
      courseId: course.id,
      subjectId: old,
      detail: { newAllocationId: fresh },
    });
    expect((await mails()).filter((mail) => JSON.stringify(mail).includes(fresh))).toEqual([
      { kind: "replaced", allocationId: fresh },
    ]);
  });

  it("also replaces what was redeemed or not looked at yet", async () => {
    await fill(3);
    const first = await claim();
    const second = await replace(first);
    await reveal();
    await confirmRedemption({ prisma: database.prisma, proof: member });
    expect(await replace(second.ok ? second.value.allocationId : "")).toMatchObject({ ok: true });
    expect(await database.prisma.code.count({ where: { offerId: offer.id, state: "QUARANTINED" } })).toBe(2);
  });

  it("is refused when the pool is empty, and nothing has changed", async () => {
    await fill(1);
    const old = await claim();
    expect(await replace(old)).toMatchObject({ ok: false, reason: "pool-empty" });
    expect(await allocation(old)).toMatchObject({ state: "ALLOCATED", code: { state: "ALLOCATED" } });
    expect(await database.prisma.auditEvent.count({ where: { offerId: offer.id, act: "code.replaced" } })).toBe(0);
  });

  it("is done once when it is pressed several times at once", async () => {
    await fill(6);
    const old = await claim();
    const answers = await Promise.all([replace(old), replace(old), replace(old), replace(old)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "changed")).toHaveLength(3);
    expect(await database.prisma.code.count({ where: { offerId: offer.id, state: "AVAILABLE" } })).toBe(4);
    expect(await database.prisma.code.count({ where: { offerId: offer.id, state: "QUARANTINED" } })).toBe(1);
  });

  it("refuses an allocation of another offer as one that has ended", async () => {
    await fill(2);
    const old = await claim();
    const other = await buildOffer(database.prisma, { courseId: course.id });
    await buildBatch(database.prisma, { offer: other, codes: 1 });
    expect(await replace(old, await instructorAt(other))).toMatchObject({ ok: false, reason: "changed" });
    expect(await replace("0191f0f0-0000-7000-8000-000000000000")).toMatchObject({ ok: false, reason: "changed" });
    expect(await allocation(old)).toMatchObject({ state: "ALLOCATED" });
  });
});

const onAllocation = (allocationId: string, by = proof) => ({ pool: database.pool, proof: by, allocationId });
const release = (id: string, by = proof) => releaseCode(onAllocation(id, by));
const revoke = (id: string, by = proof) => revokeCode(onAllocation(id, by));
const detailOf = async (act: string, subjectId: string) =>
  (await database.prisma.auditEvent.findFirstOrThrow({ where: { act, subjectId } })).detail;
const takeBack = (id: string) => takeBackConfirmation({ prisma: database.prisma, proof, allocationId: id });
const acts = async (id: string) => {
  const events = await database.prisma.auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  return events.map(({ act }) => act);
};
const claimAgain = () => claimCode({ pool: database.pool, proof: member });
const nextMember = async () => {
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id });
  member = memberOf({ course, offer, enrolment });
};

describe("replacing from the spares", () => {
  it("takes a spare and leaves the pool alone, and refuses when there is none", async () => {
    await fill(3);
    const old = await claim();
    const from = "spares" as const;
    expect(await replaceCode({ ...onAllocation(old), from })).toMatchObject({ ok: false, reason: "no-spares" });
    await setCodesAside({ prisma: database.prisma, proof, count: 1 });
    expect(await replaceCode({ ...onAllocation(old), from })).toMatchObject({ ok: true });
    const count = (state: "AVAILABLE" | "SPARE") => database.prisma.code.count({ where: { offerId: offer.id, state } });
    expect([await count("AVAILABLE"), await count("SPARE")]).toEqual([1, 0]);
  });
});

describe("releasing a code that nobody has seen", () => {
  it("puts it back into the pool, and its person may ask again", async () => {
    await fill(1);
    const id = await claim();
    expect(await release(id)).toEqual({ ok: true, value: null });
    expect(await allocation(id)).toMatchObject({
      state: "RELEASED",
      releasedAt: expect.any(Date),
      code: { state: "AVAILABLE" },
    });
    expect(await acts(id)).toEqual(["code.allocated", "code.released"]);
    expect(await mails()).toContainEqual({ kind: "released", allocationId: id });
    const waiting = await database.prisma.outboxJob.findMany({ where: { task: "serve-waiting" } });
    expect(waiting.map(({ payload }) => payload)).toContainEqual({ offerId: offer.id });
    const again = await claimAgain();
    expect(again.outcome).toBe("allocated");
    expect(again.allocationId).not.toBe(id);
  });

  it("is refused once it was revealed, or has ended, or is another offer's", async () => {
    await fill(2);
    const id = await claim();
    const other = await buildOffer(database.prisma, { courseId: course.id });
    expect(await release(id, await instructorAt(other))).toMatchObject({ ok: false, reason: "changed" });
    await reveal();
    expect(await release(id)).toMatchObject({ ok: false, reason: "seen" });
    await revoke(id);
    expect(await release(id)).toMatchObject({ ok: false, reason: "changed" });
    expect(await allocation(id)).toMatchObject({ state: "REVOKED", code: { state: "QUARANTINED" } });
  });
});

describe("revoking a code that somebody has seen", () => {
  it("puts it into quarantine, and its person is withdrawn until an instructor gives another", async () => {
    await fill(2);
    const id = await claim();
    await reveal();
    expect(await revoke(id)).toEqual({ ok: true, value: null });
    expect(await allocation(id)).toMatchObject({
      state: "REVOKED",
      reason: null,
      revokedAt: expect.any(Date),
      code: { state: "QUARANTINED" },
    });
    expect(await mails()).toContainEqual({ kind: "revoked", allocationId: id });
    expect(await codeSeen()).toBeNull();
    expect(await claimAgain()).toMatchObject({ outcome: "withdrawn" });
    const given = await giveCode({ pool: database.pool, proof, enrolmentId: member.enrolmentId });
    expect(given).toMatchObject({ ok: true });
    expect(await claimAgain()).toMatchObject({ outcome: "already-yours" });
  });

  it("keeps the reason with the allocation, whose end alone has one, and out of the trail", async () => {
    await fill(3);
    const id = await claim();
    const told = { pool: database.pool, proof, reason: "Left the course." };
    const early = database.prisma.allocation.update({ where: { id }, data: { reason: told.reason } });
    await expect(early).rejects.toThrow(/allocations_reason/);
    await releaseCode({ ...told, allocationId: id });
    expect(await allocation(id)).toMatchObject({ state: "RELEASED", reason: told.reason });
    const next = (await claimAgain()).allocationId ?? "";
    await reveal();
    await revokeCode({ ...told, allocationId: next });
    expect(await allocation(next)).toMatchObject({ state: "REVOKED", reason: told.reason });
    expect([await detailOf("code.released", id), await detailOf("code.revoked", next)]).toEqual([{}, {}]);
  });

  it("offers to release one that nobody has seen, and is done once", async () => {
    await fill(1);
    const id = await claim();
    expect(await revoke(id)).toMatchObject({ ok: false, reason: "unseen" });
    expect(await allocation(id)).toMatchObject({ state: "ALLOCATED" });
    await reveal();
    const answers = await Promise.all([revoke(id), revoke(id), revoke(id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await acts(id)).filter((act) => act === "code.revoked")).toHaveLength(1);
  });
});

describe("taking back a confirmation for the participant", () => {
  it("makes it revealed again, once, and by whom is on record", async () => {
    await fill(1);
    const id = await claim();
    expect(await takeBack(id)).toMatchObject({ ok: false, reason: "changed" });
    await reveal();
    await confirmRedemption({ prisma: database.prisma, proof: member });
    const answers = await Promise.all([takeBack(id), takeBack(id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await allocation(id)).toMatchObject({ state: "REVEALED", redeemedAt: null });
    const event = await database.prisma.auditEvent.findFirst({
      where: { act: "code.redemption-taken-back", subjectId: id },
    });
    expect(event).toMatchObject({ actorId: proof.userId, offerId: offer.id });
  });
});

describe("at once (T24)", () => {
  const ROUNDS = 20;
  const read = async (id: string) => {
    const { state, revealedAt, code } = await allocation(id);
    return { state, seen: revealedAt !== null, code: code.state };
  };

  it("releasing and revealing: one of them, and never a seen code in the pool", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await fill(1);
      const id = await claim();
      const [released, revealed] = await Promise.all([release(id), reveal()]);
      expect(released.ok).toBe(!revealed.ok);
      expect(await read(id)).toEqual(
        released.ok
          ? { state: "RELEASED", seen: false, code: "AVAILABLE" }
          : { state: "REVEALED", seen: true, code: "ALLOCATED" },
      );
      await nextMember();
    }
  });

  it("revoking and claiming: the person has no code afterwards, and the revoked one is in quarantine", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await fill(2);
      const id = await claim();
      await reveal();
      const [revoked, claimed] = await Promise.all([revoke(id), claimAgain(), claimAgain()]);
      expect(revoked.ok).toBe(true);
      expect(["already-yours", "withdrawn"]).toContain(claimed.outcome);
      expect(await read(id)).toEqual({ state: "REVOKED", seen: true, code: "QUARANTINED" });
      expect(await database.prisma.allocation.count({ where: { enrolmentId: member.enrolmentId } })).toBe(1);
      await nextMember();
    }
  });

  it("releasing and claiming by those who have none: the freed code goes to one person at most", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = await fill(1);
      const id = await claim();
      const others = await Promise.all([1, 2, 3].map(() => buildEnrolment(database.prisma, { courseId: course.id })));
      const claims = others.map((enrolment) =>
        claimCode({ pool: database.pool, proof: memberOf({ course, offer, enrolment }) }),
      );
      await Promise.all([release(id), claimAgain(), ...claims]);
      const holders = await database.prisma.allocation.count({ where: { batchId: batch.id, state: "ALLOCATED" } });
      const [code] = await database.prisma.code.findMany({ where: { batchId: batch.id } });
      expect([holders, code?.state]).toEqual(holders === 1 ? [1, "ALLOCATED"] : [0, "AVAILABLE"]);
      await database.prisma.request.updateMany({
        where: { offerId: offer.id, state: "WAITING" },
        data: { state: "CANCELLED" },
      });
      await database.prisma.code.updateMany({
        where: { batchId: batch.id, state: "AVAILABLE" },
        data: { state: "QUARANTINED" },
      });
      await nextMember();
    }
  });

  it("revoking, replacing, reporting and releasing: exactly one end, and no code is left over", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await fill(2);
      const id = await claim();
      await reveal();
      await Promise.all([
        revoke(id),
        replace(id),
        release(id),
        reportCode({ prisma: database.prisma, proof: member, cause: "expired", verdict: "bad-code" }),
      ]);
      const { state, code } = await read(id);
      expect(["REVOKED", "REPLACED"]).toContain(state);
      expect(code).toBe("QUARANTINED");
      const live = await database.prisma.allocation.findMany({
        where: { enrolmentId: member.enrolmentId, id: { not: id } },
        include: { code: true },
      });
      expect(live.length).toBe(state === "REPLACED" ? 1 : 0);
      const ends = (await acts(id)).filter((act) => act === "code.revoked" || act === "code.replaced");
      expect(ends).toHaveLength(1);
      await nextMember();
    }
  });
});

describe("finding by a pasted code", () => {
  const CODE = `PASTE-${process.pid}-ABC`;
  const find = (text: string, by = proof) =>
    findByFingerprint({
      pool: database.pool,
      proof: by,
      fingerprint: keyedHash({ text: normaliseCode(text), key: TEST_KEYS.fingerprintKey }),
    });

  it("leads to who holds it, however it is written; in another offer it is unknown (T22)", async () => {
    await buildBatch(database.prisma, { offer, codes: [CODE] });
    expect(await find(CODE)).toEqual({ known: true, allocationId: null });
    const id = await claim();
    for (const text of [CODE, CODE.toLowerCase(), ` ${CODE.replaceAll("-", " ")} `]) {
      expect(await find(text)).toEqual({ known: true, allocationId: id });
    }
    const other = await buildOffer(database.prisma, { courseId: course.id });
    expect(await find(CODE, await instructorAt(other))).toEqual({ known: false, allocationId: null });
    await release(id);
    expect(await find(CODE)).toEqual({ known: true, allocationId: id });
    const again = await claim();
    expect(await find(CODE)).toEqual({ known: true, allocationId: again });
  });
});

describe("the history of one allocation", () => {
  it("tells each act with who did it, and of nobody else's", async () => {
    await fill(3);
    await prismaUser();
    const old = await claim();
    await reveal();
    const replaced = await replace(old);
    const history = await readHistory({ pool: database.pool, proof, allocationId: old });
    expect(history?.history.map(({ text, by }) => [text, by])).toEqual([
      ["The participant asked for a code", "the participant"],
      ["A code was given", null],
      ["The code was revealed", "the participant"],
      ["The code was replaced by another one", proof.email],
    ]);
    expect(history?.others).toMatchObject([{ id: replaced.ok && replaced.value.allocationId, state: "ALLOCATED" }]);
    const other = await buildOffer(database.prisma, { courseId: course.id });
    const stranger = await instructorAt(other);
    expect(await readHistory({ pool: database.pool, proof: stranger, allocationId: old })).toBeNull();
  });

  async function prismaUser() {
    for (const { userId, email } of [proof, member]) await database.prisma.user.create({ data: { id: userId, email } });
  }
});
