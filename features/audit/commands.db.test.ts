import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { type Event, recordEvent } from "./commands";

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase({ connections: 2 });
});

afterAll(async () => {
  await db.drop();
});

const event: Event = {
  courseId: "01890000-0000-7000-8000-000000000001",
  actorId: null,
  act: "course.created",
  subjectType: "course",
  subjectId: "01890000-0000-7000-8000-000000000001",
};

it("adds an event with the database's instant, and an empty detail where there is none", async () => {
  await db.prisma.$transaction((tx) => recordEvent(tx, event));
  const [row, ...more] = await db.prisma.auditEvent.findMany({ where: { subjectId: event.subjectId } });
  expect(more).toEqual([]);
  expect(row).toMatchObject({ ...event, offerId: null, detail: {} });
  expect(row?.at).toBeInstanceOf(Date);
});

it("leaves no event of what was rolled back", async () => {
  const subjectId = "rolled back";
  const failing = db.prisma.$transaction(async (tx) => {
    await recordEvent(tx, { ...event, subjectId });
    throw new Error("the write after it failed");
  });
  await expect(failing).rejects.toThrow("the write after it failed");
  expect(await db.prisma.auditEvent.count({ where: { subjectId } })).toBe(0);
});
