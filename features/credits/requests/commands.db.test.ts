import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferStaff } from "@/features/courses/access";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { assistantOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { approveRequest, approveRequests, declineRequest, declineRequests, serveWaiting } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

let course: Course;
let offer: Offer;
let proof: OfferStaff;
beforeEach(async () => {
  course = await buildCourse(database.prisma);
  await useOffer({ policy: "BY_APPROVAL" });
});

async function useOffer(overrides: Partial<Offer>) {
  offer = await buildOffer(database.prisma, { courseId: course.id, ...overrides });
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "ASSISTANT" });
  proof = assistantOf({ course, offer, enrolment });
}

async function ask(): Promise<{ person: Enrolment; requestId: string }> {
  const person = await buildEnrolment(database.prisma, { courseId: course.id });
  await claimCode({ pool: database.pool, proof: { offerId: offer.id, enrolmentId: person.id, userId: null } });
  const { id } = await database.prisma.request.findFirstOrThrow({
    where: { offerId: offer.id, enrolmentId: person.id },
  });
  return { person, requestId: id };
}

const fill = (codes: number) => buildBatch(database.prisma, { offer, codes });
const approve = (requestId: string, by = proof) => approveRequest({ prisma: database.prisma, proof: by, requestId });
const decline = (requestId: string, by = proof) =>
  declineRequest({ prisma: database.prisma, proof: by, requestId, reason: "One code for each team." });
const requestOf = (id: string) => database.prisma.request.findUniqueOrThrow({ where: { id } });
const allocationsOf = (person: Enrolment) => database.prisma.allocation.findMany({ where: { enrolmentId: person.id } });

async function acts() {
  const events = await database.prisma.auditEvent.findMany({ where: { offerId: offer.id }, orderBy: { id: "asc" } });
  return events.map(({ act }) => act);
}

/** The kinds of mail that were queued about a request or about its person's allocations. */
async function mailsAbout({ person, requestId }: { person: Enrolment; requestId: string }) {
  const about = [requestId, ...(await allocationsOf(person)).map(({ id }) => id)];
  const jobs = await database.prisma.outboxJob.findMany({
    where: { task: "send-credit-mail" },
    orderBy: { id: "asc" },
  });
  const payloads = jobs.map(({ payload }) => payload as { kind: string; requestId?: string; allocationId?: string });
  return payloads.filter((sent) => about.includes(sent.requestId ?? sent.allocationId ?? "")).map(({ kind }) => kind);
}

describe("approving", () => {
  it("gives a code at once, with its audit events and one mail", async () => {
    await fill(1);
    const { person, requestId } = await ask();
    expect(await approve(requestId)).toBe("allocated");
    expect(await requestOf(requestId)).toMatchObject({ state: "FULFILLED", approvedAt: expect.any(Date) });
    expect(await allocationsOf(person)).toMatchObject([{ state: "ALLOCATED" }]);
    expect(await acts()).toEqual(["request.made", "request.approved", "code.allocated"]);
    expect(await mailsAbout({ person, requestId })).toEqual(["approved"]);
  });

  it("puts the person on the waiting list when the pool is empty, and the next codes are theirs", async () => {
    const { person, requestId } = await ask();
    expect(await approve(requestId)).toBe("waiting");
    expect(await requestOf(requestId)).toMatchObject({ state: "WAITING" });
    expect(await allocationsOf(person)).toEqual([]);
    await fill(1);
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(1);
    expect(await mailsAbout({ person, requestId })).toEqual(["waiting", "approved"]);
  });

  it("is done once when two instructors press at once", async () => {
    await fill(3);
    const { person, requestId } = await ask();
    const answers = await Promise.all([approve(requestId), approve(requestId), approve(requestId)]);
    expect(answers.toSorted()).toEqual(["allocated", "decided", "decided"]);
    expect(await allocationsOf(person)).toHaveLength(1);
    expect((await acts()).filter((act) => act === "request.approved")).toHaveLength(1);
  });

  it("wins or loses against declining at once, and never does both", async () => {
    await fill(20);
    for (let round = 0; round < 10; round += 1) {
      const { person, requestId } = await ask();
      const [approved, declined] = await Promise.all([approve(requestId), decline(requestId)]);
      const { state } = await requestOf(requestId);
      // Declined first and approved after it is a change of mind, which is allowed; the reverse is refused.
      const isApproved = approved === "allocated";
      expect(isApproved || declined === "declined").toBe(true);
      expect(await allocationsOf(person)).toHaveLength(isApproved ? 1 : 0);
      expect(state).toBe(isApproved ? "FULFILLED" : "DECLINED");
    }
  });

  it("can follow a decline, whose reason is then gone", async () => {
    await fill(1);
    const { person, requestId } = await ask();
    await decline(requestId);
    expect(await approve(requestId)).toBe("allocated");
    expect(await requestOf(requestId)).toMatchObject({ state: "FULFILLED", reason: null, declinedAt: null });
    expect(await allocationsOf(person)).toHaveLength(1);
  });

  it("is refused and takes itself back for who has left the participants, and after the last day to redeem", async () => {
    await fill(2);
    const { person, requestId } = await ask();
    await database.prisma.enrolment.update({ where: { id: person.id }, data: { removedAt: new Date() } });
    expect(await approve(requestId)).toBe("left");
    const late = await ask();
    await database.prisma.offer.update({ where: { id: offer.id }, data: { redeemBy: new Date("2020-01-01") } });
    expect(await approve(late.requestId)).toBe("left");
    for (const id of [requestId, late.requestId]) {
      expect(await requestOf(id)).toMatchObject({ state: "PENDING", approvedAt: null });
    }
    expect(await acts()).toEqual(["request.made", "request.made"]);
  });

  it("refuses a request of another offer as one that is not there", async () => {
    const { requestId } = await ask();
    await useOffer({ policy: "BY_APPROVAL" });
    expect(await approve(requestId)).toBe("decided");
    expect(await approveRequests({ prisma: database.prisma, proof, requestIds: [requestId] })).toEqual({ decided: 1 });
    expect(await decline(requestId)).toBe("decided");
    expect(await requestOf(requestId)).toMatchObject({ state: "PENDING" });
  });
});

describe("declining", () => {
  it("keeps the reason, and queues the mail that tells it", async () => {
    const { person, requestId } = await ask();
    expect(await decline(requestId)).toBe("declined");
    expect(await requestOf(requestId)).toMatchObject({
      state: "DECLINED",
      reason: "One code for each team.",
      declinedAt: expect.any(Date),
    });
    expect(await acts()).toEqual(["request.made", "request.declined"]);
    expect(await mailsAbout({ person, requestId })).toEqual(["declined"]);
  });

  it("takes somebody off the waiting list, and codes that come later pass them by", async () => {
    await useOffer({ policy: "AUTOMATIC" });
    const { person, requestId } = await ask();
    expect(await decline(requestId)).toBe("declined");
    await fill(1);
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(0);
    expect(await allocationsOf(person)).toEqual([]);
  });

  it("refuses what is decided, and sends no second mail", async () => {
    await fill(1);
    const { person, requestId } = await ask();
    await approve(requestId);
    expect(await decline(requestId)).toBe("decided");
    expect(await mailsAbout({ person, requestId })).toEqual(["approved"]);
  });
});

describe("deciding many at once", () => {
  const approveMany = (asked: { requestId: string }[]) =>
    approveRequests({ prisma: database.prisma, proof, requestIds: asked.map(({ requestId }) => requestId) });
  const declineMany = (asked: { requestId: string }[]) => {
    const requestIds = asked.map(({ requestId }) => requestId);
    return declineRequests({ prisma: database.prisma, proof, requestIds, reason: "The course is for beginners." });
  };

  it("gives codes by the order of asking, whatever the order of ticking, and says what became of each", async () => {
    await fill(2);
    const [first, second, third, gone, done] = [await ask(), await ask(), await ask(), await ask(), await ask()];
    await database.prisma.enrolment.update({ where: { id: gone.person.id }, data: { removedAt: new Date() } });
    await decline(done.requestId);
    await database.prisma.request.update({ where: { id: done.requestId }, data: { state: "CANCELLED" } });
    const tally = await approveMany([third, done, gone, second, first, first]);
    expect(tally).toEqual({ allocated: 2, waiting: 1, left: 1, decided: 1 });
    const states = await Promise.all([first, second, third, gone].map(({ requestId }) => requestOf(requestId)));
    expect(states.map(({ state }) => state)).toEqual(["FULFILLED", "FULFILLED", "WAITING", "PENDING"]);
    expect(await mailsAbout(third)).toEqual(["waiting"]);
  });

  it("does nothing more at a second press, and nobody is approved twice by two presses at once", async () => {
    await fill(20);
    const people = [await ask(), await ask(), await ask(), await ask(), await ask(), await ask()];
    const tallies = await Promise.all([approveMany(people), approveMany(people.toReversed())]);
    const count = (decision: "allocated" | "decided") =>
      tallies.reduce((sum, tally) => sum + (tally[decision] ?? 0), 0);
    expect([count("allocated"), count("decided")]).toEqual([6, 6]);
    expect(await approveMany(people)).toEqual({ decided: 6 });
    expect(await database.prisma.allocation.count({ where: { offerId: offer.id } })).toBe(6);
    expect((await acts()).filter((act) => act === "request.approved")).toHaveLength(6);
  });

  it("declines all of them with one reason, with a mail and an event each", async () => {
    const people = [await ask(), await ask(), await ask()];
    expect(await declineMany(people)).toEqual({ declined: 3 });
    expect(await declineMany(people)).toEqual({ decided: 3 });
    for (const asked of people) {
      expect(await requestOf(asked.requestId)).toMatchObject({ reason: "The course is for beginners." });
      expect(await mailsAbout(asked)).toEqual(["declined"]);
    }
    expect((await acts()).filter((act) => act === "request.declined")).toHaveLength(3);
    await fill(3);
    expect(await approveMany(people)).toEqual({ allocated: 3 });
  });

  it("either declines or approves each when both are pressed at once", async () => {
    await fill(30);
    const people = await Promise.all(Array.from({ length: 10 }, ask));
    await Promise.all([declineMany(people), approveMany(people)]);
    for (const { person, requestId } of people) {
      const { state, reason } = await requestOf(requestId);
      const held = (await allocationsOf(person)).length;
      expect([state, held, reason === null]).toEqual(
        state === "DECLINED" ? ["DECLINED", 0, false] : ["FULFILLED", 1, true],
      );
    }
  });
});

describe("serving those who wait", () => {
  beforeEach(() => useOffer({ policy: "AUTOMATIC" }));

  async function holders(people: readonly { person: Enrolment }[]) {
    return Promise.all(people.map(async ({ person }) => (await allocationsOf(person)).length));
  }

  it("goes by the order of the requests, and stops when the pool is empty", async () => {
    const people = [await ask(), await ask(), await ask(), await ask()];
    await fill(2);
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(2);
    expect(await holders(people)).toEqual([1, 1, 0, 0]);
    await fill(5);
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(2);
    expect(await holders(people)).toEqual([1, 1, 1, 1]);
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(0);
  });

  it("gives nobody two when two workers serve at once", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, ask));
    await fill(8);
    const serve = () => serveWaiting({ pool: database.pool, offerId: offer.id });
    const served = await Promise.all([serve(), serve(), serve()]);
    expect(served.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect((await holders(people)).toSorted()).toEqual([...Array(4).fill(0), ...Array(8).fill(1)]);
  });

  it("passes over who has left the course, without keeping a code from the next", async () => {
    const [gone, next] = [await ask(), await ask()];
    await database.prisma.enrolment.update({ where: { id: gone.person.id }, data: { removedAt: new Date() } });
    await fill(1);
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(1);
    expect(await holders([gone, next])).toEqual([0, 1]);
  });

  it("leaves other offers' waiting lists alone", async () => {
    const elsewhere = await ask();
    const other = offer.id;
    await useOffer({ policy: "AUTOMATIC" });
    await fill(1);
    expect(await serveWaiting({ pool: database.pool, offerId: other })).toBe(0);
    expect(await allocationsOf(elsewhere.person)).toEqual([]);
  });
});
