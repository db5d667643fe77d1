import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimCode, revealCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildMessage } from "@/prisma/factories/build-message";
import { assistantOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { queueDueCourses, remindOnSchedule } from "./commands";
import { listPlans } from "./queries";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 8 });
});
afterAll(() => db.drop());

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Two offers, neither of which is near a deadline, and three people: one has not asked, one has a code, one has seen it. */
async function buildClass({
  course: fields = {},
  offer = {},
}: {
  course?: Partial<Course>;
  offer?: Partial<Offer>;
} = {}) {
  const course = await buildCourse(db.prisma, { openedAt: new Date(Date.now() - 100 * DAY), ...fields });
  const build = (slug: string) =>
    buildOffer(db.prisma, {
      courseId: course.id,
      slug,
      name: slug,
      opensAt: new Date(Date.now() - 90 * DAY),
      ...offer,
    });
  const [first, second] = [await build("first"), await build("second")];
  await buildBatch(db.prisma, { offer: first, codes: 5 });
  const join = (name: string) => buildEnrolment(db.prisma, { courseId: course.id, name });
  const [asks, reveals, redeems] = [await join("Asks"), await join("Reveals"), await join("Redeems")];
  for (const enrolment of [reveals, redeems]) {
    await claimCode({ pool: db.pool, proof: memberOf({ course, offer: first, enrolment }) });
  }
  await revealCode({ prisma: db.prisma, proof: memberOf({ course, offer: first, enrolment: redeems }) });
  const proof = assistantOf({ course, offer: first, enrolment: asks });
  return { course, first, second, asks, reveals, redeems, proof };
}

const remind = (courseId: string) => remindOnSchedule({ prisma: db.prisma, courseId });
const closeIn = (offer: Offer, ms: number) =>
  db.prisma.offer.update({ where: { id: offer.id }, data: { closesAt: new Date(Date.now() + ms) } });
const expireIn = (offer: Offer, days: number) =>
  db.prisma.offer.update({ where: { id: offer.id }, data: { redeemBy: new Date(Date.now() + days * DAY) } });
const messagesOf = (courseId: string) =>
  db.prisma.message.findMany({ where: { courseId }, include: { deliveries: true }, orderBy: { id: "asc" } });
const moveBack = (courseId: string) =>
  db.pool.query("UPDATE deliveries SET queued_at = queued_at - interval '10 days' WHERE course_id = $1", [courseId]);

describe("reminders on schedule", () => {
  it("go out once before a window closes, to those who have not requested of that offer", async () => {
    const { course, first, second, asks } = await buildClass();
    expect(await remind(course.id)).toBe(0);
    await closeIn(first, 2 * DAY);
    expect(await Promise.all([remind(course.id), remind(course.id), remind(course.id)])).toEqual(
      expect.arrayContaining([1, 0, 0]),
    );
    const [message, ...others] = await messagesOf(course.id);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ createdBy: null, kind: "REMINDER", audience: { wanted: ["request:first"] } });
    expect(message?.deliveries.map(({ enrolmentId }) => enrolmentId)).toEqual([asks.id]);

    // The second offer's window comes later: within the course's days nobody is reminded again, afterwards all three.
    await closeIn(second, 2 * DAY);
    await moveBack(course.id);
    expect(await remind(course.id)).toBe(3);
    expect(await remind(course.id)).toBe(0);
  });

  it("are one message and one mail for each person, though two deadlines are due at once", async () => {
    const { course, first, second, asks, reveals, redeems } = await buildClass();
    await closeIn(second, 2 * DAY);
    await expireIn(first, 10);
    expect(await remind(course.id)).toBe(3);
    const messages = await messagesOf(course.id);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.deliveries.map(({ enrolmentId }) => enrolmentId).sort()).toEqual(
      [asks.id, reveals.id, redeems.id].sort(),
    );
    expect(await db.prisma.reminderOccasion.count({ where: { courseId: course.id } })).toBe(2);
  });

  it("remind again of a deadline that was moved, and not because the days before it were changed", async () => {
    const { course, first } = await buildClass();
    await closeIn(first, 2 * DAY);
    expect(await remind(course.id)).toBe(1);
    await moveBack(course.id);
    await db.prisma.course.update({ where: { id: course.id }, data: { remindBeforeCloseDays: 5 } });
    expect(await remind(course.id)).toBe(0);
    await closeIn(first, 3 * DAY);
    expect(await remind(course.id)).toBe(1);
  });

  it("leave out who was reminded within the course's days, and do not come back to it", async () => {
    const { course, first, proof } = await buildClass();
    await buildMessage(db.prisma, { proof, audience: { kind: "REMINDER", wanted: ["request:first"] } });
    await closeIn(first, 2 * DAY);
    expect(await remind(course.id)).toBe(0);
    await moveBack(course.id);
    expect(await remind(course.id)).toBe(0);
    expect(await messagesOf(course.id)).toHaveLength(1);
  });

  it("are switched off by the course, and by being a draft or archived", async () => {
    const off: Partial<Course>[] = [
      { remindBeforeCloseDays: null, remindBeforeExpiryDays: null },
      { openedAt: null },
      { archivedAt: new Date() },
    ];
    for (const fields of off) {
      const { course, first } = await buildClass();
      await closeIn(first, 2 * DAY);
      await expireIn(first, 5);
      await db.prisma.course.update({ where: { id: course.id }, data: fields });
      expect(await remind(course.id), JSON.stringify(fields)).toBe(0);
      expect(await messagesOf(course.id)).toEqual([]);
      expect(await db.prisma.reminderOccasion.count({ where: { courseId: course.id } })).toBe(0);
    }
  });

  it("never remind of what could not be done before, nor after the deadline", async () => {
    const opened = await buildClass({ course: { openedAt: new Date(Date.now() - HOUR) } });
    await closeIn(opened.first, DAY);
    expect(await remind(opened.course.id)).toBe(0);
    const late = await buildClass();
    await closeIn(late.first, -HOUR);
    expect(await remind(late.course.id)).toBe(0);
  });

  it("are found by the hourly job, which gives each course a job of its own", async () => {
    const due = await buildClass();
    const not = await buildClass();
    await closeIn(due.first, 2 * DAY);
    await queueDueCourses({ prisma: db.prisma });
    const { rows } = await db.pool.query(
      "SELECT payload->>'courseId' AS course FROM outbox_jobs WHERE task = 'remind-course'",
    );
    const courses = rows.map(({ course }) => course);
    expect(courses).toContain(due.course.id);
    expect(courses).not.toContain(not.course.id);
  });

  it("are told beforehand, at eight in the morning of the course's zone", async () => {
    const { course, first } = await buildClass({ course: { timeZone: "Pacific/Auckland" } });
    await db.prisma.offer.update({ where: { id: first.id }, data: { closesAt: new Date("2099-06-20T11:30:00Z") } });
    const [plan] = await listPlans({ prisma: db.prisma, courseId: course.id });
    const mine = plan?.planned.find(({ kind, slug }) => kind === "CLOSE" && slug === "first");
    // The window closes at 23:30 on 20 June in Auckland, which is 12 hours ahead.
    expect(mine?.due.toISOString()).toBe("2099-06-16T20:00:00.000Z");
  });
});
