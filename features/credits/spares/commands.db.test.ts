import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { claimCode, revealCode } from "@/features/credits/commands";
import { readRevealedCode } from "@/features/credits/reveals/queries";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { moveCodes, returnSpares, setCodesAside, takeCodeOut } from "./commands";
import { readSpares } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

let course: Course;
let offer: Offer;
let other: Offer;
let proof: OfferInstructor;
beforeEach(async () => {
  const { prisma } = database;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id });
  other = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  proof = instructorOf({ course, offer, enrolment });
});

const fill = (codes: number | string[]) => buildBatch(database.prisma, { offer, codes });
const aside = (count: number) => setCodesAside({ prisma: database.prisma, proof, count });
const back = (count: number) => returnSpares({ prisma: database.prisma, proof, count });
const move = (count: number, target = other.slug) => moveCodes({ pool: database.pool, proof, target, count });
const states = async (at = offer) => {
  const groups = await database.prisma.code.groupBy({ by: ["state"], where: { offerId: at.id }, _count: true });
  return Object.fromEntries(groups.map(({ state, _count }) => [state, _count]));
};
const claim = async (at = offer) => {
  const member = memberOf({
    course,
    offer: at,
    enrolment: await buildEnrolment(database.prisma, { courseId: course.id }),
  });
  return { member, ...(await claimCode({ pool: database.pool, proof: member })) };
};

const members = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () =>
      memberOf({ course, offer, enrolment: await buildEnrolment(database.prisma, { courseId: course.id }) }),
    ),
  );
const claimFor = (member: ReturnType<typeof memberOf>) => claimCode({ pool: database.pool, proof: member });

/** Does something while somebody's claim holds a code and has not committed; it commits when the other is done, or a moment later. */
async function whileGiving<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  const [member] = await members(1);
  const client = await database.pool.connect();
  await client.query("BEGIN");
  await client.query("SELECT claim_code($1, $2, NULL)", [offer.id, member?.enrolmentId]);
  const answer = act();
  await Promise.race([answer, new Promise((done) => setTimeout(done, 300))]);
  await client.query("COMMIT");
  client.release();
  return answer;
}

describe("spares", () => {
  it("are not given by asking, and are back in the pool when they are put back", async () => {
    await fill(3);
    expect(await aside(2)).toEqual({ ok: true, value: { count: 2 } });
    expect(await readSpares({ pool: database.pool, proof })).toMatchObject({ available: 1, spare: 2 });
    expect((await claim()).outcome).toBe("allocated");
    expect((await claim()).outcome).toBe("waiting");
    expect(await back(5)).toEqual({ ok: true, value: { count: 2 } });
    const jobs = await database.prisma.outboxJob.findMany({ where: { task: "serve-waiting" } });
    expect(jobs.map(({ payload }) => payload)).toContainEqual({ offerId: offer.id });
    const events = await database.prisma.auditEvent.findMany({
      where: { offerId: offer.id, act: { startsWith: "codes." } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ act, detail }) => [act, detail])).toEqual([
      ["codes.set-aside", { count: 2 }],
      ["codes.returned-from-spares", { count: 2 }],
    ]);
  });

  it("refuse nothing to keep or to put back", async () => {
    expect(await aside(1)).toMatchObject({ ok: false, reason: "pool-empty" });
    expect(await back(1)).toMatchObject({ ok: false, reason: "no-spares" });
  });

  it("take no code that is being given at the same moment, and do not wait for it", async () => {
    await fill(3);
    const set = await whileGiving(() => aside(10));
    expect(set).toEqual({ ok: true, value: { count: 2 } });
    expect(await states()).toEqual({ ALLOCATED: 1, SPARE: 2 });
    const putBack = await whileGiving(() => back(10));
    expect(putBack).toEqual({ ok: true, value: { count: 2 } });
  });

  it("are taken and put back by many at once without losing or doubling one", async () => {
    await fill(40);
    const crowd = await members(12);
    await Promise.all([
      ...crowd.map(claimFor),
      aside(6),
      aside(6),
      back(3),
      ...(await members(8)).map(claimFor),
      back(9),
    ]);
    const now = await states();
    expect((now.ALLOCATED ?? 0) + (now.SPARE ?? 0) + (now.AVAILABLE ?? 0)).toBe(40);
    expect(await database.prisma.allocation.count({ where: { offerId: offer.id } })).toBe(now.ALLOCATED);
  });
});

describe("moving unused codes", () => {
  it("takes them to another offer, where they open and are given as any", async () => {
    await fill(["MOVEAAAA1111", "MOVEBBBB2222", "MOVECCCC3333"]);
    expect(await move(2)).toEqual({ ok: true, value: { count: 2 } });
    expect([await states(), await states(other)]).toEqual([{ AVAILABLE: 1 }, { AVAILABLE: 2 }]);
    const batch = await database.prisma.batch.findFirstOrThrow({
      where: { offerId: other.id },
      include: { codes: true },
    });
    expect(batch).toMatchObject({ size: 2, fileName: "codes.csv" });
    expect(batch.codes.map(({ slot }) => slot).sort()).toEqual([0, 1]);
    const { member, outcome } = await claim(other);
    expect(outcome).toBe("allocated");
    await revealCode({ prisma: database.prisma, proof: member });
    expect(await readRevealedCode({ prisma: database.prisma, proof: member, ring: TEST_KEYS.codeRing })).toMatch(
      /^MOVE/,
    );
    const events = await database.prisma.auditEvent.findMany({
      where: { act: "codes.moved", courseId: course.id },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ offerId, detail }) => [offerId, detail])).toEqual([
      [offer.id, { count: 2, to: other.id }],
      [other.id, { count: 2, from: offer.id }],
    ]);
  });

  it("takes what there is, but neither spares nor what somebody has", async () => {
    await fill(4);
    await claim();
    await aside(1);
    expect(await move(100)).toEqual({ ok: true, value: { count: 2 } });
    expect(await states()).toEqual({ ALLOCATED: 1, SPARE: 1 });
    expect(await move(1)).toMatchObject({ ok: false, reason: "pool-empty" });
  });

  it("refuses another provider, another course, and the offer itself", async () => {
    await fill(1);
    const azure = await buildOffer(database.prisma, { courseId: course.id, provider: "azure" });
    const foreign = await buildOffer(database.prisma, { courseId: (await buildCourse(database.prisma)).id });
    for (const target of [azure.slug, foreign.slug, offer.slug, "nothing"]) {
      expect(await move(1, target)).toMatchObject({ ok: false, reason: "no-target" });
    }
    expect(await states()).toEqual({ AVAILABLE: 1 });
  });

  it("passes over what is being given at the same moment, and does not wait for it", async () => {
    await fill(3);
    expect(await whileGiving(() => move(10))).toEqual({ ok: true, value: { count: 2 } });
    expect([await states(), await states(other)]).toEqual([{ ALLOCATED: 1 }, { AVAILABLE: 2 }]);
  });

  it("and claims at once neither lose a code nor give one twice", async () => {
    for (let round = 0; round < 8; round += 1) {
      await fill(20);
      const crowd = await members(15);
      await Promise.all([...crowd.slice(0, 7).map(claimFor), move(8), ...crowd.slice(7).map(claimFor), move(8)]);
      await database.prisma.request.updateMany({
        where: { offerId: offer.id, state: "WAITING" },
        data: { state: "CANCELLED" },
      });
    }
    const [here, there] = [await states(), await states(other)];
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0);
    expect(sum(here) + sum(there)).toBe(160);
    expect(there.ALLOCATED ?? 0).toBe(0);
    expect(await database.prisma.allocation.count({ where: { offerId: offer.id } })).toBe(here.ALLOCATED);
    const strayed = await database.pool.query(
      "SELECT FROM codes c JOIN batches b ON b.id = c.batch_id WHERE c.offer_id <> b.offer_id AND c.course_id = $1",
      [course.id],
    );
    expect(strayed.rowCount).toBe(0);
  });
});

describe("taking one code out", () => {
  const takeOut = (code: string) => takeCodeOut({ prisma: database.prisma, proof, keys: TEST_KEYS, code });

  it("puts what was pasted into quarantine, from pool or spares, also what is no code, and records it without a piece of it", async () => {
    const [odd, spare] = [`#OUT${offer.slug}`, `SPARE-${offer.slug}`];
    await fill([odd, spare]);
    await aside(1);
    expect(await takeOut(` ${odd.toLowerCase()} `)).toMatchObject({ ok: true });
    expect(await takeOut(spare.replaceAll("-", " "))).toMatchObject({ ok: true });
    expect(await states()).toEqual({ QUARANTINED: 2 });
    expect(await claim()).toMatchObject({ outcome: "waiting" });
    const events = await database.prisma.auditEvent.findMany({
      where: { offerId: offer.id, act: "codes.quarantined" },
    });
    expect(events.map(({ detail, actorId }) => ({ detail, actorId }))).toEqual(
      Array.from({ length: 2 }, () => ({ detail: { count: 1, which: "unused, by hand" }, actorId: proof.userId })),
    );
  });

  it("leaves alone what somebody has, what is another offer's, and what is none", async () => {
    const [held, elsewhere] = [`HELD${offer.slug}`, `ELSE${offer.slug}`];
    await fill([held]);
    await buildBatch(database.prisma, { offer: other, codes: [elsewhere] });
    await claim();
    expect(await takeOut(held)).toMatchObject({ ok: false, reason: "code-used" });
    expect(await takeOut(elsewhere)).toMatchObject({ ok: false, reason: "code-unknown" });
    expect(await takeOut("---")).toMatchObject({ ok: false, reason: "code-unknown" });
    expect([await states(), await states(other)]).toEqual([{ ALLOCATED: 1 }, { AVAILABLE: 1 }]);
  });
});
