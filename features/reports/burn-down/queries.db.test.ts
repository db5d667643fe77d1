import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readPoolChanges } from "./queries";

let db: TestDatabase;
let course: Course;
let offer: Offer;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  course = await buildCourse(db.prisma, { timeZone: "Europe/Berlin" });
  offer = await buildOffer(db.prisma, { courseId: course.id });
});

const read = async (slug = offer.slug) => {
  const place = { courseId: course.id, timeZone: course.timeZone };
  const whole = await readPoolChanges({ pool: db.pool, place });
  const own = await readPoolChanges({ pool: db.pool, place: { ...place, offerId: offer.id } });
  expect(own.get(offer.slug)).toEqual(whole.get(offer.slug));
  return whole.get(slug);
};

async function give(at: string) {
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id });
  await claimCode({ pool: db.pool, proof: memberOf({ course, offer, enrolment }) });
  await db.prisma.allocation.updateMany({ where: { enrolmentId: enrolment.id }, data: { allocatedAt: new Date(at) } });
  return enrolment;
}

it("tells of each day what came in and what was given, by the course's days", async () => {
  await buildBatch(db.prisma, { offer, codes: 5, createdAt: new Date("2026-09-01T10:00:00Z") });
  // Late in the evening in Berlin is the day after in UTC, and the other way round.
  await give("2026-09-02T21:30:00Z");
  await give("2026-09-02T22:30:00Z");
  await give("2026-09-03T10:00:00Z");
  expect(await read()).toEqual([
    { day: "2026-09-01", change: 5 },
    { day: "2026-09-02", change: -1 },
    { day: "2026-09-03", change: -2 },
  ]);
});

it("leaves out what was released or undone, and spares", async () => {
  const batch = await buildBatch(db.prisma, { offer, codes: 4, createdAt: new Date("2026-09-01T10:00:00Z") });
  const person = await give("2026-09-02T10:00:00Z");
  await db.prisma.allocation.updateMany({
    where: { enrolmentId: person.id },
    data: { state: "RELEASED", releasedAt: new Date() },
  });
  const spare = await db.prisma.code.findFirstOrThrow({ where: { batchId: batch.id, state: "AVAILABLE" } });
  await db.prisma.code.update({ where: { id: spare.id }, data: { state: "SPARE" } });
  const undone = await db.prisma.import.create({
    data: { courseId: course.id, offerId: offer.id, kind: "CODES", state: "UNDONE", fileName: "codes.csv" },
  });
  await buildBatch(db.prisma, { offer, codes: 9, importId: undone.id });
  expect(await read()).toEqual([{ day: "2026-09-01", change: 3 }]);
});

it("lets what nobody used leave when its batch expires, and what was moved when it was moved", async () => {
  await buildBatch(db.prisma, {
    offer,
    codes: 3,
    createdAt: new Date("2026-09-01T10:00:00Z"),
    expiresAt: new Date("2026-09-10T10:00:00Z"),
  });
  await buildBatch(db.prisma, { offer, codes: 2, createdAt: new Date("2026-09-01T11:00:00Z") });
  const target = await buildOffer(db.prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const { userId } = instructorOf({ course, offer, enrolment });
  await db.pool.query("SELECT move_codes($1, $2, 2, $3)", [offer.id, target.id, userId]);
  const moved = (await db.prisma.auditEvent.findFirstOrThrow({ where: { offerId: offer.id, act: "codes.moved" } })).at;
  const today = new Intl.DateTimeFormat("sv", { timeZone: course.timeZone }).format(moved);
  expect(await read()).toEqual([
    { day: "2026-09-01", change: 5 },
    { day: "2026-09-10", change: -3 },
    { day: today, change: -2 },
  ]);
  expect(await read(target.slug)).toEqual([{ day: today, change: 2 }]);
});

it("knows nothing of other courses", async () => {
  await buildBatch(db.prisma, { offer, codes: 3 });
  const other = await buildCourse(db.prisma);
  const place = { courseId: other.id, timeZone: other.timeZone };
  expect((await readPoolChanges({ pool: db.pool, place: { ...place, offerId: offer.id } })).size).toBe(0);
});
