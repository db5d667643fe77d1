import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/prisma/generated/enums";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Administrator, CourseInstructor } from "./access";
import { changeCourse, createCourse } from "./commands";
import { listCoursesAtDesk, listMyCourses, readCourse } from "./queries";
import type { CourseInput } from "./schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const userId = "0191f0f0-0000-7000-8000-000000000001";
const administrator = { userId, email: "root@example.org" } as Administrator;

const input: CourseInput = {
  title: "Cloud computing",
  term: "Winter 2026",
  timeZone: "Europe/Berlin",
  startsOn: new Date("2026-10-01"),
  endsOn: new Date("2027-02-28"),
  contactName: "Mira Holt",
  contactAddress: "mira@example.org",
};

async function create(overrides: Partial<CourseInput> = {}) {
  const saved = await createCourse({
    prisma: database.prisma,
    proof: administrator,
    input: { ...input, ...overrides },
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  const course = await database.prisma.course.findUniqueOrThrow({ where: { slug: saved.value.slug } });
  return {
    course,
    proof: { userId, courseId: course.id, courseSlug: course.slug, timeZone: course.timeZone } as CourseInstructor,
  };
}

describe("createCourse", () => {
  it("makes the course with its audit event", async () => {
    const { course, proof } = await create();
    expect(await readCourse({ prisma: database.prisma, proof })).toEqual({
      ...input,
      slug: "cloud-computing-winter-2026",
      version: 1,
      openedAt: null,
      archivedAt: null,
      scrubbedAt: null,
    });
    const events = await database.prisma.auditEvent.findMany({ where: { courseId: course.id } });
    expect(events).toMatchObject([{ act: "course.created", actorId: userId, subjectId: course.id }]);
  });

  it("numbers namesakes, also when they are made at once", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create({ title: "Namesake", term: "1" })));
    expect(made.map(({ course }) => course.slug).sort()).toEqual([
      "namesake-1",
      "namesake-1-2",
      "namesake-1-3",
      "namesake-1-4",
      "namesake-1-5",
      "namesake-1-6",
    ]);
  });

  it("refuses dates the wrong way round and unknown zones, and makes nothing", async () => {
    const before = await database.prisma.course.count();
    const wrong = { ...input, timeZone: "Mars/Olympus", endsOn: new Date("2026-09-30") };
    const refused = await createCourse({ prisma: database.prisma, proof: administrator, input: wrong });
    expect(refused).toMatchObject({
      ok: false,
      problems: { timeZone: [expect.any(String)], endsOn: [expect.any(String)] },
    });
    expect(await database.prisma.course.count()).toBe(before);
  });
});

describe("changeCourse", () => {
  it("changes the course, keeps its slug and records it", async () => {
    const { course, proof } = await create({ title: "Before" });
    expect(
      await changeCourse({ prisma: database.prisma, proof, input: { ...input, title: "After" }, version: 1 }),
    ).toMatchObject({ ok: true });
    expect(await readCourse({ prisma: database.prisma, proof })).toMatchObject({
      title: "After",
      slug: course.slug,
      version: 2,
    });
    const events = await database.prisma.auditEvent.findMany({
      where: { courseId: course.id },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ act }) => act)).toEqual(["course.created", "course.changed"]);
  });

  it("tells the later of two instructors what the earlier one saved, and lets a second press through", async () => {
    const { course, proof } = await create({ title: "Shared" });
    const save = (title: string, version: number) =>
      changeCourse({ prisma: database.prisma, proof, input: { ...input, title }, version });
    expect(await save("First", 1)).toMatchObject({ ok: true });
    const late = await save("Second", 1);
    expect(late).toMatchObject({ ok: false, reason: "changed", values: { version: "2" } });
    expect(late.ok ? "" : late.sentence).toContain("Title: “First”");
    expect((await database.prisma.course.findUniqueOrThrow({ where: { id: course.id } })).title).toBe("First");
    expect(await save("Second", 2)).toMatchObject({ ok: true });
  });

  it("refuses a last day after the one on which the course forgets its people, and takes one that was there before", async () => {
    const { course, proof } = await create({ title: "Forgetful" });
    const retain = (day: string) =>
      database.prisma.course.update({ where: { id: course.id }, data: { retainUntil: new Date(day) } });
    const save = (endsOn: string, version: number) =>
      changeCourse({ prisma: database.prisma, proof, input: { ...input, endsOn: new Date(endsOn) }, version });
    await retain("2027-03-31");
    expect(await save("2027-04-01", 1)).toMatchObject({
      ok: false,
      problems: { endsOn: [expect.stringMatching(/31 March 2027/)] },
    });
    expect(await save("2027-03-31", 1)).toMatchObject({ ok: true });
    await retain("2027-03-01");
    expect(await save("2027-03-31", 2)).toMatchObject({ ok: true });
  });

  it("lets exactly one of two saves at once through", async () => {
    const { proof } = await create({ title: "Race" });
    const saves = ["One", "Two"].map((title) =>
      changeCourse({ prisma: database.prisma, proof, input: { ...input, title }, version: 1 }),
    );
    expect((await Promise.all(saves)).filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("listCoursesAtDesk", () => {
  it("lists for instructors and assistants their own courses, and for an administrator all", async () => {
    const { course } = await create({ title: "Mine" });
    const enrol = (email: string, role: Role, removedAt: Date | null = null) =>
      database.prisma.enrolment.create({ data: { courseId: course.id, email, role, removedAt } });
    await enrol("tutor@example.org", "INSTRUCTOR");
    await enrol("helper@example.org", "ASSISTANT");
    await enrol("student@example.org", "PARTICIPANT");
    await enrol("gone@example.org", "INSTRUCTOR", new Date());
    const listFor = (email: string, isAdministrator = false) =>
      listCoursesAtDesk({ prisma: database.prisma, proof: { userId, email, isAdministrator } as never });
    expect(await listFor("tutor@example.org")).toMatchObject([
      { slug: course.slug, people: 3, offers: 0, state: "draft" },
    ]);
    expect(await listFor("helper@example.org")).toMatchObject([{ slug: course.slug }]);
    expect(await listFor("student@example.org")).toEqual([]);
    expect(await listFor("gone@example.org")).toEqual([]);
    expect((await listFor("root@example.org", true)).length).toBe(await database.prisma.course.count());
  });
});

it("hides a draft from its participants, and from nobody else", async () => {
  const { course } = await create({ title: "Hidden" });
  const slugs = async (email: string) =>
    (await listMyCourses({ prisma: database.prisma, proof: { userId, email } as never })).map(({ slug }) => slug);
  const people = { PARTICIPANT: "p@hidden.example", ASSISTANT: "a@hidden.example", INSTRUCTOR: "i@hidden.example" };
  for (const [role, email] of Object.entries(people)) {
    await database.prisma.enrolment.create({ data: { courseId: course.id, email, role: role as Role } });
  }
  expect(await Promise.all(Object.values(people).map(slugs))).toEqual([[], [course.slug], [course.slug]]);
  await database.prisma.course.update({ where: { id: course.id }, data: { openedAt: new Date() } });
  expect(await slugs(people.PARTICIPANT)).toEqual([course.slug]);
});
