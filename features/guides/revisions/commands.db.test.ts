import { afterAll, beforeAll, expect, it } from "vitest";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { buildRevision } from "@/prisma/factories/build-revision";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { restoreRevision } from "./commands";
import { listRevisions, readGuideAtDesk, readRevision } from "./queries";
import { findPage } from "./rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  await buildRevision(prisma, { offer, number: 1, note: "First", summaries: { "sign-in": "One." } });
  await buildRevision(prisma, { offer, number: 2, note: "Second", summaries: { "sign-in": "Two." } });
  const summary = async () => {
    const desk = await readGuideAtDesk({ prisma, proof });
    return [desk?.number, desk && findPage(desk.guide, "sign-in")?.summary];
  };
  return { prisma, proof, summary };
}

it("restores an earlier revision, and the provider's guide, each as a new one", async () => {
  const { prisma, proof, summary } = await setUp();
  expect(await restoreRevision({ prisma, proof, number: 1, version: 2 })).toMatchObject({ value: { number: 3 } });
  expect(await summary()).toEqual([3, "One."]);
  await restoreRevision({ prisma, proof, number: 0, version: 3 });
  expect(await summary()).toEqual([4, expect.not.stringMatching(/^(One|Two)/)]);
  expect((await listRevisions({ prisma, proof })).map(({ number, note }) => [number, note])).toEqual([
    [4, "The provider's guide, put in place again."],
    [3, "Revision 1, put in place again."],
    [2, "Second"],
    [1, "First"],
  ]);
});

it("refuses to restore what is not there, and over a revision that one has not seen", async () => {
  const { prisma, proof, summary } = await setUp();
  expect(await restoreRevision({ prisma, proof, number: 9, version: 2 })).toMatchObject({ reason: "missing" });
  expect(await restoreRevision({ prisma, proof, number: 1, version: 1 })).toMatchObject({ reason: "changed" });
  expect(await summary()).toEqual([2, "Two."]);
});

it("reads revisions of its own offer alone", async () => {
  const { prisma } = await setUp();
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id });
  const proof = instructorOf({ course, offer, enrolment });
  const desk = await readGuideAtDesk({ prisma, proof });
  expect(desk?.number).toBe(0);
  expect(desk && (await readRevision({ prisma, proof, template: desk.template, number: 1 }))).toBeNull();
  expect(await listRevisions({ prisma, proof })).toEqual([]);
});
