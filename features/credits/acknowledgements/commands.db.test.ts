import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { OfferMember } from "@/features/courses/access";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { giveAcknowledgement, takeBackAcknowledgement } from "./commands";
import { readAcknowledgement } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let proof: OfferMember;
beforeEach(async () => {
  const course = await buildCourse(database.prisma);
  const offer = await buildOffer(database.prisma, {
    courseId: course.id,
    acknowledgement: "Supported by the Example Fund.",
  });
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id });
  proof = memberOf({ course, offer, enrolment });
});

const give = () => giveAcknowledgement({ prisma: database.prisma, proof });
const takeBack = () => takeBackAcknowledgement({ prisma: database.prisma, proof });
const given = () => readAcknowledgement({ prisma: database.prisma, proof });

async function acts() {
  const events = await database.prisma.auditEvent.findMany({
    where: { offerId: proof.offerId },
    orderBy: { id: "asc" },
  });
  return events.map(({ act, actorId, subjectId }) => [act, actorId === proof.userId, subjectId === proof.enrolmentId]);
}

it("keeps the words as they stood, also after the offer has got others", async () => {
  expect(await given()).toBeNull();
  await give();
  await database.prisma.offer.update({ where: { id: proof.offerId }, data: { acknowledgement: "Other words." } });
  expect(await given()).toMatchObject({ text: "Supported by the Example Fund.", acknowledgedAt: expect.any(Date) });
  await give();
  expect(await given()).toMatchObject({ text: "Supported by the Example Fund." });
});

it("is recorded once, in however many tabs it is pressed", async () => {
  await Promise.all([give(), give(), give()]);
  expect(await acts()).toEqual([["acknowledgement.given", true, true]]);
});

it("can be taken back and given again, with the words of then", async () => {
  await give();
  await takeBack();
  await takeBack();
  expect(await given()).toBeNull();
  await database.prisma.offer.update({ where: { id: proof.offerId }, data: { acknowledgement: "Other words." } });
  await give();
  expect(await given()).toMatchObject({ text: "Other words." });
  expect((await acts()).map(([act]) => act)).toEqual([
    "acknowledgement.given",
    "acknowledgement.taken-back",
    "acknowledgement.given",
  ]);
});
