import { afterAll, beforeAll, expect, it } from "vitest";
import type { CourseInstructor } from "@/features/courses/access";
import { buildCourse, buildOffer } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { changeSettings } from "./commands";
import { readSettings } from "./queries";
import type { SettingsInput } from "./schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const input: SettingsInput = {
  retainUntil: null,
  dailyMail: "no",
  reminderGapDays: 5,
  remindBeforeCloseDays: null,
  remindBeforeExpiryDays: 7,
};

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma, { endsOn: day("2090-01-31") });
  await buildOffer(prisma, { courseId: course.id, redeemBy: day("2090-06-30") });
  const proof = { courseId: course.id, userId: course.id } as CourseInstructor;
  const save = (changes: Partial<SettingsInput>, version: number) =>
    changeSettings({ prisma, proof, input: { ...input, ...changes }, version });
  return { prisma, course, proof, save };
}

it("saves the settings with their event, and leaves the version of the course's own form alone", async () => {
  const { prisma, course, proof, save } = await setUp();
  expect(await save({ retainUntil: day("2090-06-30") }, 1)).toMatchObject({ ok: true });
  expect(await readSettings({ prisma, proof })).toEqual({
    ...input,
    retainUntil: day("2090-06-30"),
    dailyMail: false,
    version: 2,
    scrubbedAt: null,
  });
  expect(await prisma.course.findUniqueOrThrow({ where: { id: course.id } })).toMatchObject({ version: 1 });
  const event = await prisma.auditEvent.findFirstOrThrow({ where: { courseId: course.id } });
  expect(event).toMatchObject({ act: "course.settings-changed", detail: { retainUntil: "2090-06-30" } });
});

it("refuses to forget people while they can redeem", async () => {
  const { save } = await setUp();
  expect(await save({ retainUntil: day("2090-06-29") }, 1)).toMatchObject({
    ok: false,
    problems: { retainUntil: [expect.stringContaining("30 June 2090")] },
  });
});

it("tells the later of two, and lets exactly one of two at once through", async () => {
  const { save } = await setUp();
  const saves = await Promise.all([save({ reminderGapDays: 8 }, 1), save({ reminderGapDays: 9 }, 1)]);
  expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
  const late = await save({}, 1);
  expect(late.ok ? "" : late.sentence).toMatch(/Days between two reminders: “[89]”/);
  expect(late).toMatchObject({ values: { version: "2" } });
});
