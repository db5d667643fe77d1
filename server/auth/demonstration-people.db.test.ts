import { afterAll, beforeAll, expect, it } from "vitest";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { listDemonstrationPeople } from "./demonstration-people";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const list = async (course: string) =>
  (await listDemonstrationPeople({ db: database.prisma })).filter((person) => person.course === course);

it("keeps everybody in the list, with the state they are in now", async () => {
  const { prisma } = database;
  const course = await buildCourse(prisma, { title: "First" });
  const offer = await buildOffer(prisma, { courseId: course.id });
  const nora = await buildEnrolment(prisma, { courseId: course.id, name: "Nora" });
  await buildEnrolment(prisma, { courseId: course.id, name: "Alma" });
  const told = async () => (await list("First")).map(({ name, description }) => [name, description]);
  expect(await told()).toEqual([
    ["Alma", "Participant who has not asked for a code yet"],
    ["Nora", "Participant who has not asked for a code yet"],
  ]);
  await prisma.request.create({
    data: { courseId: course.id, offerId: offer.id, enrolmentId: nora.id, state: "WAITING" },
  });
  expect(await told()).toEqual([
    ["Alma", "Participant who has not asked for a code yet"],
    ["Nora", "Participant on the waiting list"],
  ]);
});

it("of a long roster offers those who were there first, and one of each other state", async () => {
  const { prisma } = database;
  const course = await buildCourse(prisma, { title: "Long" });
  for (let number = 1; number <= 34; number += 1) {
    const role = number > 32 ? "ASSISTANT" : "PARTICIPANT";
    await buildEnrolment(prisma, { courseId: course.id, role, createdAt: new Date(Date.UTC(2026, 0, number)) });
  }
  const offered = await list("Long");
  expect(offered).toHaveLength(31);
  expect(offered.at(-1)?.description).toBe("Assistant of the course");
});
