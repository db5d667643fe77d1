import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { cancelRequest, claimCode, revealCode } from "@/features/credits/commands";
import { readHistory } from "@/features/credits/histories/queries";
import { listOffers } from "@/features/credits/queries";
import { declineRequest } from "@/features/credits/requests/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { giveCode, runBulkAct, startBulkAct } from "./commands";
import { listGoingWithout, listWithout, readBulkAct } from "./queries";
import type { Selection } from "./rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

const DAY = 24 * 60 * 60 * 1000;
let course: Course;
let offer: Offer;
let proof: OfferInstructor;
beforeEach(async () => {
  const { prisma } = database;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  proof = instructorOf({ course, offer, enrolment });
});

const join = (name?: string) => buildEnrolment(database.prisma, { courseId: course.id, ...(name && { name }) });
const fill = (codes: number) => buildBatch(database.prisma, { offer, codes });
const give = (enrolmentId: string) => giveCode({ pool: database.pool, proof, enrolmentId });
const request = (enrolmentId: string) =>
  database.prisma.request.findFirst({ where: { offerId: offer.id, enrolmentId, state: { not: "CANCELLED" } } });
const given = () => database.prisma.auditEvent.findMany({ where: { offerId: offer.id, act: "code.given" } });

describe("giving a code by hand", () => {
  it("gives one past window, policy and waiting list, with its event and one mail", async () => {
    await database.prisma.offer.update({
      where: { id: offer.id },
      data: { policy: "BY_APPROVAL", opensAt: new Date(Date.now() + DAY), closesAt: new Date(Date.now() + 2 * DAY) },
    });
    await fill(1);
    const person = await join();
    const outcome = await give(person.id);
    if (!outcome.ok) throw new Error(outcome.sentence);
    const { allocationId } = outcome.value;
    expect(await request(person.id)).toMatchObject({ state: "FULFILLED", fulfilledAt: expect.any(Date) });
    expect(await given()).toMatchObject([{ actorId: proof.userId, subjectId: allocationId }]);
    const jobs = await database.prisma.outboxJob.findMany({ where: { task: "send-credit-mail" } });
    expect(jobs.map(({ payload }) => payload)).toContainEqual({ kind: "given", allocationId });
  });

  it("is no request of theirs: not on their way", async () => {
    const { pool } = database;
    await fill(2);
    const [gifted, asked] = [await join(), await join()];
    const outcome = await give(gifted.id);
    await claimCode({ pool, proof: memberOf({ course, offer, enrolment: asked }) });
    const allocationId = outcome.ok ? outcome.value.allocationId : "";
    expect(await request(gifted.id)).toMatchObject({ byHand: true });
    expect(await request(asked.id)).toMatchObject({ byHand: false });
    const timeline = async (enrolmentId: string) => {
      const place = { courseId: course.id, enrolmentId, role: "PARTICIPANT" as const };
      return (await listOffers({ pool, proof: place }))[0]?.timeline.map(({ title }) => title)[0];
    };
    expect(await timeline(gifted.id)).toBe("Code given to you");
    expect(await timeline(asked.id)).toBe("Requested");
    expect(await readHistory({ pool, proof, allocationId })).toMatchObject({ request: { createdAt: null } });
  });

  it("fulfils a request that waits, is to be decided or was declined", async () => {
    const people = [await join(), await join(), await join()] as const;
    await claimCode({ pool: database.pool, proof: { offerId: offer.id, enrolmentId: people[0].id, userId: null } });
    await database.prisma.offer.update({ where: { id: offer.id }, data: { policy: "BY_APPROVAL" } });
    for (const { id } of people.slice(1)) {
      await claimCode({ pool: database.pool, proof: { offerId: offer.id, enrolmentId: id, userId: null } });
    }
    const pending = await request(people[2].id);
    await declineRequest({ prisma: database.prisma, proof, requestId: pending?.id ?? "", reason: "No." });
    await fill(3);
    for (const { id } of people) {
      expect(await give(id)).toMatchObject({ ok: true });
      expect(await request(id)).toMatchObject({ state: "FULFILLED", reason: null, declinedAt: null });
    }
  });

  it("refuses who has one, who is no participant, and an empty pool, and changes nothing", async () => {
    await fill(1);
    const [one, two] = [await join(), await join()];
    expect(await give(one.id)).toMatchObject({ ok: true });
    expect(await give(one.id)).toMatchObject({ ok: false, reason: "already-theirs" });
    expect(await give(two.id)).toMatchObject({ ok: false, reason: "pool-empty" });
    expect(await request(two.id)).toBeNull();
    await database.prisma.enrolment.update({ where: { id: two.id }, data: { removedAt: new Date() } });
    expect(await give(two.id)).toMatchObject({ ok: false, reason: "not-enrolled" });
    const elsewhere = await buildEnrolment(database.prisma, { courseId: (await buildCourse(database.prisma)).id });
    expect(await give(elsewhere.id)).toMatchObject({ ok: false, reason: "not-enrolled" });
  });

  it.each([
    ["draft", { openedAt: null }],
    ["archived", { archivedAt: new Date() }],
  ])("refuses a course that is %s", async (reason, data) => {
    await fill(1);
    const person = await join();
    await database.prisma.course.update({ where: { id: course.id }, data });
    expect(await give(person.id)).toMatchObject({ ok: false, reason });
  });

  it("refuses an offer that has expired", async () => {
    await fill(1);
    const person = await join();
    await database.prisma.offer.update({ where: { id: offer.id }, data: { redeemBy: new Date(Date.now() - 3 * DAY) } });
    expect(await give(person.id)).toMatchObject({ ok: false, reason: "expired" });
  });

  it("gives one code in all when two instructors give and the person asks at once", async () => {
    for (let round = 0; round < 15; round += 1) {
      await fill(4);
      const person = await join();
      const member = memberOf({ course, offer, enrolment: person });
      await Promise.all([
        give(person.id),
        give(person.id),
        claimCode({ pool: database.pool, proof: member }),
        give(person.id),
      ]);
      expect(await database.prisma.allocation.count({ where: { offerId: offer.id, enrolmentId: person.id } })).toBe(1);
      const held = await database.prisma.code.count({ where: { offerId: offer.id, state: "ALLOCATED" } });
      expect(held).toBe(round + 1);
    }
  });

  it("wins or loses against leaving the waiting list, and leaves no request behind that says otherwise", async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = await join();
      const member = memberOf({ course, offer, enrolment: person });
      await claimCode({ pool: database.pool, proof: member });
      await fill(1);
      const [gift] = await Promise.all([give(person.id), cancelRequest({ prisma: database.prisma, proof: member })]);
      expect(gift.ok).toBe(true);
      expect(await request(person.id)).toMatchObject({ state: "FULFILLED" });
    }
  });
});

const start = (act: "give" | "release" | "revoke", selection: Selection) =>
  startBulkAct({ ...database, proof, act, selection });
const read = (id: string) => database.prisma.bulkAct.findUniqueOrThrow({ where: { id } });

async function run(act: "give" | "release" | "revoke", selection: Selection) {
  const started = await start(act, selection);
  if (!started.ok) throw new Error(started.sentence);
  await runBulkAct({ ...database, bulkActId: started.value.bulkActId });
  return read(started.value.bulkActId);
}

describe("many at once", () => {
  it("gives a code to everybody who has none, and tells honestly who was left without", async () => {
    await fill(7);
    const people = await Promise.all(Array.from({ length: 10 }, () => join()));
    await give(people[3]?.id ?? "");
    const done = await run("give", { kind: "people", q: "" });
    expect(done).toMatchObject({
      total: 9,
      done: 9,
      counts: { given: 6, "pool-empty": 3 },
      finishedAt: expect.any(Date),
    });
    expect(await database.prisma.allocation.count({ where: { offerId: offer.id } })).toBe(7);
    // Once more, with codes: only those who were left out.
    await fill(5);
    expect(await run("give", { kind: "people", q: "" })).toMatchObject({ done: 3, counts: { given: 3 } });
  });

  it("gives to those chosen and to those who match, and to nobody twice when two workers run it", async () => {
    await fill(10);
    const ada = [await join("Ada One"), await join("Bea Adami"), await join("Cleo Three")] as const;
    expect(await listWithout({ pool: database.pool, proof, q: "ada" })).toMatchObject({ matching: 2, available: 10 });
    const started = await start("give", { kind: "people", q: "ada" });
    const bulkActId = started.ok ? started.value.bulkActId : "";
    await Promise.all([1, 2, 3].map(() => runBulkAct({ ...database, bulkActId })));
    // Nobody is counted twice, either.
    expect(await read(bulkActId)).toMatchObject({ done: 2, counts: { given: 2 }, finishedAt: expect.any(Date) });
    expect(await database.prisma.allocation.count({ where: { offerId: offer.id } })).toBe(2);
    expect(await run("give", { kind: "ids", ids: ada.map(({ id }) => id) })).toMatchObject({
      total: 3,
      counts: { "already-theirs": 2, given: 1 },
    });
  });

  it("goes on where it was when it is interrupted", async () => {
    await fill(6);
    const people = await Promise.all(Array.from({ length: 6 }, () => join()));
    const ids = people.map(({ id }) => id).sort();
    const started = await start("give", { kind: "ids", ids });
    const bulkActId = started.ok ? started.value.bulkActId : "";
    for (const id of ids.slice(0, 2)) await give(id);
    await database.prisma.bulkAct.update({
      where: { id: bulkActId },
      data: { reached: ids[1], done: 2, counts: { given: 2 } },
    });
    await runBulkAct({ ...database, bulkActId });
    expect(await read(bulkActId)).toMatchObject({ done: 6, counts: { given: 6 } });
    expect(await given()).toHaveLength(6);
  });

  it("releases what nobody has seen and revokes what somebody has, and leaves the rest", async () => {
    await fill(6);
    for (let number = 0; number < 6; number += 1) {
      const member = memberOf({ course, offer, enrolment: await join() });
      await claimCode({ pool: database.pool, proof: member });
      if (number % 2 === 0) await revealCode({ prisma: database.prisma, proof: member });
    }
    const all = { kind: "allocations", q: "", state: null, batch: null } as const;
    expect(await run("release", all)).toMatchObject({ total: 6, done: 6, counts: { released: 3, seen: 3 } });
    expect(await run("revoke", { ...all, q: "person", state: "REVEALED" })).toMatchObject({
      total: null,
      counts: { revoked: 3 },
    });
    expect(await run("revoke", all)).toMatchObject({ counts: { changed: 6 } });
    expect(await database.prisma.code.count({ where: { offerId: offer.id, state: "AVAILABLE" } })).toBe(3);
  });

  it("refuses a choice of nobody, and puts one job into the outbox otherwise", async () => {
    expect(await start("give", { kind: "ids", ids: [] })).toMatchObject({ ok: false, reason: "nothing-chosen" });
    expect(await start("give", { kind: "people", q: "" })).toMatchObject({ ok: false });
    const started = await start("give", { kind: "ids", ids: [(await join()).id] });
    const jobs = await database.prisma.outboxJob.findMany({ where: { task: "run-bulk-act" } });
    expect(jobs.map(({ payload }) => payload)).toContainEqual(started.ok && started.value);
  });
});

describe("giving to all who have none", () => {
  /** Somebody who was declined, and somebody whose code was revoked after they had looked at it. */
  async function refuseTwo() {
    const { pool, prisma } = database;
    const [declined, revoked] = [await join("Ada Declined"), await join("Ben Revoked")];
    await fill(1);
    const claimed = await claimCode({ pool, proof: memberOf({ course, offer, enrolment: revoked }) });
    await revealCode({ prisma, proof: memberOf({ course, offer, enrolment: revoked }) });
    await pool.query("SELECT revoke_code($1, $2, $3)", [claimed.allocationId, offer.id, proof.userId]);
    await prisma.offer.update({ where: { id: offer.id }, data: { policy: "BY_APPROVAL" } });
    await claimCode({ pool, proof: memberOf({ course, offer, enrolment: declined }) });
    const requestId = (await request(declined.id))?.id ?? "";
    await declineRequest({ prisma, proof, requestId, reason: "No." });
    return { declined, revoked };
  }

  it("marks who was declined or revoked before, and leaves them out unless they are chosen", async () => {
    const { pool, prisma } = database;
    const { declined, revoked } = await refuseTwo();
    const other = await join("Cem Other");
    await fill(3);
    const view = await listWithout({ pool, proof, q: "" });
    expect(view).toMatchObject({ matching: 3, refused: 2, all: 1 });
    expect(view?.people.map(({ name, refused }) => [name, refused])).toEqual([
      ["Ada Declined", "declined"],
      ["Ben Revoked", "revoked"],
      ["Cem Other", null],
    ]);
    const started = await startBulkAct({ pool, prisma, proof, act: "give", selection: { kind: "people", q: "" } });
    if (!started.ok) throw new Error(started.sentence);
    await runBulkAct({ pool, prisma, bulkActId: started.value.bulkActId });
    expect((await request(other.id))?.state).toBe("FULFILLED");
    expect((await listWithout({ pool, proof, q: "" }))?.people.map(({ id }) => id)).toEqual([declined.id, revoked.id]);
    expect(await give(declined.id)).toMatchObject({ ok: true });
    expect(await give(revoked.id)).toMatchObject({ ok: true });
  });

  it("says before and afterwards who goes without where codes are fewer than people", async () => {
    const { pool, prisma } = database;
    await refuseTwo();
    const [first, second, third] = [await join("Xi First"), await join("Yu Second"), await join("Zoe Third")];
    await fill(1);
    const selections: Selection[] = [
      { kind: "people", q: "" },
      { kind: "ids", ids: [third.id, first.id, second.id] },
    ];
    for (const selection of selections) {
      const going = await listGoingWithout({ pool, proof, selection, from: 1, limit: 1 });
      expect({ ...going, people: going.people.map(({ name }) => name) }).toEqual({ people: ["Yu Second"], count: 2 });
      expect(await listGoingWithout({ pool, proof, selection, from: 3, limit: 9 })).toEqual({ people: [], count: 0 });
    }
    const [selection = { kind: "ids", ids: [] }] = selections;
    const started = await startBulkAct({ pool, prisma, proof, act: "give", selection });
    if (!started.ok) throw new Error(started.sentence);
    const { bulkActId } = started.value;
    await runBulkAct({ pool, prisma, bulkActId });
    expect((await request(first.id))?.state).toBe("FULFILLED");
    const { without, counts } = (await readBulkAct({ pool, proof, bulkActId })) ?? {};
    expect(counts).toEqual({ given: 1, "pool-empty": 2 });
    expect(without?.people.map(({ name }) => name)).toEqual(["Yu Second", "Zoe Third"]);
  });
});
