import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { claimCode, confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { readRevealedCode } from "@/features/credits/queries";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { replaceCode } from "./commands";

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
const codeSeen = () => readRevealedCode({ prisma: database.prisma, proof: member, key: TEST_KEYS.codeKey });
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
