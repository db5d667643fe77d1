import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CourseInstructor } from "@/features/courses/access";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { archiveCourse, openCourse, reopenCourse } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function setUp(overrides: Parameters<typeof buildCourse>[1] = {}) {
  const { prisma } = database;
  const course = await buildCourse(prisma, { openedAt: null, ...overrides });
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: 2 });
  const participant = await buildEnrolment(prisma, { courseId: course.id });
  const proof: CourseInstructor = instructorOf({ course, offer, enrolment: participant });
  const claim = async () => {
    const asked = await database.pool.query("SELECT outcome FROM claim_code($1, $2, NULL)", [offer.id, participant.id]);
    return asked.rows[0].outcome;
  };
  const stored = () => prisma.course.findUniqueOrThrow({ where: { id: course.id } });
  const acts = async () =>
    (await prisma.auditEvent.findMany({ where: { subjectId: course.id }, orderBy: { id: "asc" } })).map(
      ({ act }) => act,
    );
  return { prisma, course, offer, proof, claim, stored, acts };
}

describe("openCourse", () => {
  it("lets participants ask from then on, and twice is once, also at the same time", async () => {
    const { prisma, proof, claim, stored, acts } = await setUp();
    expect(await claim()).toBe("not-yet-open");
    const opened = await Promise.all([openCourse({ prisma, proof }), openCourse({ prisma, proof })]);
    expect(opened.map(({ ok }) => ok)).toEqual([true, true]);
    const { openedAt } = await stored();
    expect(openedAt).not.toBeNull();
    await openCourse({ prisma, proof });
    expect((await stored()).openedAt).toEqual(openedAt);
    expect(await acts()).toEqual(["course.opened"]);
    expect(await claim()).toBe("allocated");
  });

  it("refuses a course without an offer, and an archived one", async () => {
    const { prisma } = database;
    const course = await buildCourse(prisma, { openedAt: null });
    const proof = { courseId: course.id, userId: course.id } as CourseInstructor;
    expect(await openCourse({ prisma, proof })).toMatchObject({ ok: false, reason: "no-offer" });
    const archived = await setUp({ archivedAt: new Date() });
    expect(await openCourse({ prisma, proof: archived.proof })).toMatchObject({ ok: false, reason: "archived" });
    expect(await archived.acts()).toEqual([]);
  });
});

describe("archiveCourse and reopenCourse", () => {
  it("stop the giving and let it go on, each once", async () => {
    const { prisma, offer, proof, claim, acts } = await setUp({ openedAt: new Date() });
    await archiveCourse({ prisma, proof });
    expect(await archiveCourse({ prisma, proof })).toMatchObject({ ok: true });
    expect(await claim()).toBe("closed");
    await reopenCourse({ prisma, proof });
    expect(await reopenCourse({ prisma, proof })).toMatchObject({ ok: true });
    expect(await acts()).toEqual(["course.archived", "course.reopened"]);
    const jobs = await prisma.outboxJob.findMany({ where: { task: "serve-waiting" } });
    expect(jobs.filter(({ payload }) => JSON.stringify(payload).includes(offer.id))).toHaveLength(1);
    expect(await claim()).toBe("allocated");
  });

  it("leave people what they have", async () => {
    const { prisma, proof, claim } = await setUp({ openedAt: new Date() });
    expect(await claim()).toBe("allocated");
    await archiveCourse({ prisma, proof });
    expect(await claim()).toBe("already-yours");
  });

  it("do not bring back a course whose names are gone", async () => {
    const { prisma, proof } = await setUp({ archivedAt: new Date(), scrubbedAt: new Date() });
    expect(await reopenCourse({ prisma, proof })).toMatchObject({ ok: false, reason: "scrubbed" });
  });
});
