import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readDashboard } from "./queries";

let db: TestDatabase;
let course: Course;
let offer: Offer;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  course = await buildCourse(db.prisma);
  offer = await buildOffer(db.prisma, { courseId: course.id });
});

const read = (offerId?: string) =>
  readDashboard({ pool: db.pool, place: { courseId: course.id, timeZone: course.timeZone, offerId } });
const glance = async () => (await read(offer.id))?.offers[0];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

async function ask(enrolment?: Enrolment): Promise<Enrolment> {
  const person = enrolment ?? (await buildEnrolment(db.prisma, { courseId: course.id }));
  await claimCode({ pool: db.pool, proof: memberOf({ course, offer, enrolment: person }) });
  return person;
}

/** Somebody whose code is in that state. */
async function hold(state: "ALLOCATED" | "REVEALED" | "REDEEMED" | "REPORTED"): Promise<Enrolment> {
  await buildBatch(db.prisma, { offer, codes: 1 });
  const person = await ask();
  const now = new Date();
  await db.prisma.allocation.updateMany({
    where: { enrolmentId: person.id },
    data: {
      state,
      ...(state !== "ALLOCATED" && { revealedAt: now }),
      ...(state === "REDEEMED" && { redeemedAt: now }),
      ...(state === "REPORTED" && { reportedAt: now, reportCause: "other" }),
    },
  });
  return person;
}

const remove = (person: Enrolment) =>
  db.prisma.enrolment.update({ where: { id: person.id }, data: { removedAt: new Date() } });

describe("the figures of an offer", () => {
  it("count no gift as a request, on no day, nor in the rate", async () => {
    await buildBatch(db.prisma, { offer, codes: 2 });
    await ask();
    const gifted = await buildEnrolment(db.prisma, { courseId: course.id });
    await db.pool.query("SELECT give_code($1, $2, NULL)", [offer.id, gifted.id]);
    const now = await glance();
    expect(now).toMatchObject({ funnel: { requested: 1, allocated: 2 }, recent: 1 });
    expect(now?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    await remove(gifted);
    expect(await glance()).toMatchObject({ funnel: { requested: 1, allocated: 1 } });
  });

  it("count who has come how far", async () => {
    for (const state of ["ALLOCATED", "REVEALED", "REVEALED", "REDEEMED", "REPORTED"] as const) {
      await hold(state);
    }
    await ask();
    await buildEnrolment(db.prisma, { courseId: course.id });
    await buildEnrolment(db.prisma, { courseId: course.id, role: "INSTRUCTOR" });
    expect(await glance()).toMatchObject({
      slug: offer.slug,
      state: "open",
      available: 0,
      given: 5,
      funnel: { enrolled: 7, requested: 6, allocated: 5, revealed: 4, redeemed: 1 },
      waiting: { count: 1, since: expect.any(Date) },
      reported: { count: 1, since: expect.any(Date) },
      recent: 6,
    });
  });

  it("leave out who is no participant any more, though the code stays given", async () => {
    await hold("REDEEMED");
    await remove(await hold("REDEEMED"));
    await remove(await hold("REPORTED"));
    const assistant = await hold("REVEALED");
    await db.prisma.enrolment.update({ where: { id: assistant.id }, data: { role: "ASSISTANT" } });
    await remove(await ask());
    expect(await glance()).toMatchObject({
      given: 4,
      funnel: { enrolled: 1, requested: 1, allocated: 1, revealed: 1, redeemed: 1 },
      waiting: { count: 0, since: null },
      reported: { count: 0, since: null },
    });
  });

  it("tell unused codes by the day on which they expire, and pass over those that have", async () => {
    await buildBatch(db.prisma, { offer, codes: 3 });
    await buildBatch(db.prisma, { offer, codes: 4, expiresAt: inDays(5) });
    const spare = await buildBatch(db.prisma, { offer, codes: 2, expiresAt: inDays(3) });
    await db.prisma.code.updateMany({ where: { batchId: spare.id }, data: { state: "SPARE" } });
    await buildBatch(db.prisma, { offer, codes: 8, expiresAt: inDays(-1) });
    // A batch that outlives its offer expires with it.
    await buildBatch(db.prisma, { offer, codes: 1, expiresAt: inDays(1000) });
    const view = await glance();
    expect(view).toMatchObject({ available: 8, spare: 2, given: 0, quarantined: 0 });
    expect(view?.expiries.map(({ unused }) => unused)).toEqual([2, 4, 4]);
    expect(view?.expiries.at(-1)?.expiresAt).toEqual(view?.expiresAt);
  });

  it("count those who wait for an approval, and not again those who were declined or took their request back", async () => {
    await db.prisma.offer.update({ where: { id: offer.id }, data: { policy: "BY_APPROVAL" } });
    const [pending, declined, cancelled] = [await ask(), await ask(), await ask()];
    const set = (person: Enrolment | undefined, data: object) =>
      db.prisma.request.updateMany({ where: { enrolmentId: person?.id }, data });
    await set(pending, { createdAt: inDays(-8) });
    await set(declined, { state: "DECLINED", declinedAt: new Date() });
    await set(cancelled, { state: "CANCELLED", cancelledAt: new Date() });
    const view = await glance();
    expect(view).toMatchObject({
      pending: { count: 1 },
      declined: 1,
      funnel: { requested: 2 },
      // Older than a week, and declined: neither tells how fast codes go.
      recent: 0,
    });
    expect(view?.pending.since?.getTime()).toBeCloseTo(inDays(-8).getTime(), -5);
  });
});

describe("requests over time", () => {
  it("are counted for all offers together and for each", async () => {
    const other = await buildOffer(db.prisma, { courseId: course.id });
    const instants = ["2026-07-20T21:30:00Z", "2026-07-20T22:30:00Z", "2026-07-21T21:59:59Z"];
    for (const [index, createdAt] of instants.entries()) {
      const { id } = await buildEnrolment(db.prisma, { courseId: course.id });
      const offerId = index < 2 ? offer.id : other.id;
      await db.prisma.request.create({
        data: { courseId: course.id, offerId, enrolmentId: id, state: "WAITING", createdAt, waitingAt: createdAt },
      });
    }
    const sum = (bars: { count: number }[] = []) => bars.reduce((total, { count }) => total + count, 0);
    const view = await read();
    expect(sum(view?.bars)).toBe(3);
    expect(sum(view?.offers.find(({ slug }) => slug === offer.slug)?.bars)).toBe(2);
    expect(sum(view?.offers.find(({ slug }) => slug === other.slug)?.bars)).toBe(1);
  });

  it("put the minutes around midnight on the right side of it", async () => {
    const { rows } = await db.pool.query<{ before: Date; after: Date; yesterday: string; today: string }>(
      `SELECT t - interval '1 millisecond' AS before, t AS after, (d - 1)::text AS yesterday, d::text AS today
       FROM (SELECT (now() AT TIME ZONE 'Asia/Kathmandu')::date AS d) x, LATERAL (SELECT d::timestamp AT TIME ZONE 'Asia/Kathmandu' AS t) y`,
    );
    const [{ before, after, yesterday, today } = { before: "", after: "", yesterday: "", today: "" }] = rows;
    for (const createdAt of [before, after, after]) {
      const { id } = await buildEnrolment(db.prisma, { courseId: course.id });
      await db.prisma.request.create({
        data: { courseId: course.id, offerId: offer.id, enrolmentId: id, state: "WAITING", createdAt },
      });
    }
    await db.prisma.course.update({ where: { id: course.id }, data: { timeZone: "Asia/Kathmandu" } });
    const view = await readDashboard({ pool: db.pool, place: { courseId: course.id, timeZone: "Asia/Kathmandu" } });
    expect(view?.bars.slice(-2)).toEqual([
      { from: yesterday, days: 1, count: 1 },
      { from: today, days: 1, count: 2 },
    ]);
  });
});

describe("what is read", () => {
  it("is this course's, and one offer's where one is named", async () => {
    await hold("REVEALED");
    await buildOffer(db.prisma, { courseId: course.id });
    const another = await buildCourse(db.prisma);
    await buildOffer(db.prisma, { courseId: another.id });
    await buildEnrolment(db.prisma, { courseId: another.id });
    expect((await read())?.offers).toHaveLength(2);
    expect((await read(offer.id))?.offers.map(({ slug }) => slug)).toEqual([offer.slug]);
    expect((await read())?.course).toMatchObject({
      slug: course.slug,
      size: { PARTICIPANT: 1, ASSISTANT: 0, INSTRUCTOR: 0 },
      now: expect.any(Date),
    });
  });

  it("has no code in it, nor what leads to one", async () => {
    await hold("REVEALED");
    expect(JSON.stringify(await read())).not.toMatch(/ciphertext|fingerprint|DEMO/i);
  });

  it("is counted in indexes that are there", async () => {
    const { rows } = await db.pool.query<{ indexname: string }>("SELECT indexname FROM pg_indexes");
    const names = rows.map(({ indexname }) => indexname);
    for (const index of ["allocations_seen", "codes_quarantined", "enrolments_participants", "enrolments_others"]) {
      expect(names).toContain(index);
    }
  });
});
