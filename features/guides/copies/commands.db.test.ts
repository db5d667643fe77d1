import { afterAll, beforeAll, expect, it } from "vitest";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { putBlob } from "@/server/blobs";
import { copyCourse } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const input = { title: "Again", term: "Winter 2027", startsOn: day("2027-10-04"), endsOn: day("2028-02-25") };

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma, {
    startsOn: day("2026-10-05"),
    endsOn: day("2027-02-26"),
    retainUntil: day("2027-06-30"),
    reminderGapDays: 9,
  });
  const offer = await buildOffer(prisma, {
    courseId: course.id,
    opensAt: new Date("2026-10-20T07:00:00Z"),
    closesAt: new Date("2026-11-20T17:00:00Z"),
    redeemBy: day("2027-04-30"),
    policy: "BY_APPROVAL",
  });
  await buildBatch(prisma, { offer, codes: 2 });
  const participant = await buildEnrolment(prisma, { courseId: course.id });
  const instructor = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  await claimCode({ pool: database.pool, proof: { offerId: offer.id, enrolmentId: participant.id, userId: null } });
  const at = { courseId: course.id, offerId: offer.id };
  await prisma.question.createMany({
    data: [
      { ...at, position: 1, text: "Which group?", required: true },
      { ...at, position: 2, text: "Gone", removedAt: new Date() },
    ],
  });
  const blobId = await putBlob(prisma, { data: new Uint8Array([1, 2, 3]), mediaType: "image/png" });
  const image = await prisma.guideImage.create({ data: { ...at, blobId, fileName: "a.png", width: 1, height: 1 } });
  await prisma.guideRevision.createMany({
    data: [
      { ...at, number: 1, content: { old: true }, baseRevision: 3 },
      { ...at, number: 2, content: { figure: { image: image.id } }, baseRevision: 4 },
    ],
  });
  await prisma.attachment.create({
    data: { courseId: course.id, title: "Terms", fileName: "t.png", mediaType: "image/png", size: 3, blobId },
  });
  const proof = instructorOf({ course, offer, enrolment: instructor });
  return { prisma, course, offer, image, instructor, proof };
}

const everything = {
  offers: { include: { questions: true, guideRevisions: true, guideImages: true, codes: true, requests: true } },
  enrolments: true,
  attachments: true,
} as const;

it("takes along offers, questions, guide, attachments and settings with new dates, and neither people nor codes", async () => {
  const { prisma, course, offer, image, instructor, proof } = await setUp();
  const copied = await copyCourse({ prisma, proof, input });
  if (!copied.ok) throw new Error(copied.sentence);
  const { slug } = copied.value;
  const copy = await prisma.course.findUniqueOrThrow({ where: { slug }, include: everything });
  expect(copy).toMatchObject({
    ...input,
    timeZone: course.timeZone,
    openedAt: null,
    archivedAt: null,
    retainUntil: day("2028-06-28"),
    reminderGapDays: 9,
    version: 1,
  });
  expect(copy.enrolments).toMatchObject([{ email: instructor.email, role: "INSTRUCTOR" }]);
  const [made] = copy.offers;
  expect(made).toMatchObject({
    slug: offer.slug,
    policy: "BY_APPROVAL",
    acknowledgement: offer.acknowledgement,
    // 364 days later at the same time of day: in 2027 the clocks change between the two windows as they did in 2026.
    opensAt: new Date("2027-10-19T07:00:00Z"),
    closesAt: new Date("2027-11-19T17:00:00Z"),
    redeemBy: day("2028-04-28"),
    codes: [],
    requests: [],
  });
  expect(made?.questions).toMatchObject([{ text: "Which group?", required: true, position: 1 }]);
  expect(made?.guideImages).toHaveLength(1);
  expect(made?.guideImages[0]?.id).not.toBe(image.id);
  expect(made?.guideRevisions).toMatchObject([
    { number: 1, baseRevision: 4, content: { figure: { image: made?.guideImages[0]?.id } } },
  ]);
  const [attachment] = copy.attachments;
  expect(attachment).toMatchObject({ title: "Terms" });
  expect(attachment?.blobId).not.toBe(image.blobId);
  const blob = await prisma.blob.findUniqueOrThrow({ where: { id: attachment?.blobId } });
  expect([...blob.data]).toEqual([1, 2, 3]);
  const event = await prisma.auditEvent.findFirstOrThrow({ where: { courseId: copy.id, act: "course.copied" } });
  expect(event.detail).toEqual({ from: course.id, days: 364 });
});

it("needs no place of an administrator, numbers namesakes, and refuses what a course may not be", async () => {
  const { prisma, proof } = await setUp();
  const administrator = { ...proof, email: "root@example.org" };
  const made = [
    await copyCourse({ prisma, proof: administrator, input: { ...input, title: "Twice" } }),
    await copyCourse({ prisma, proof: administrator, input: { ...input, title: "Twice" } }),
  ];
  expect(made.map((copy) => copy.ok && copy.value.slug)).toEqual(["twice-winter-2027", "twice-winter-2027-2"]);
  const people = await prisma.enrolment.count({ where: { course: { title: "Twice" } } });
  expect(people).toBe(0);
  const before = await prisma.course.count();
  const refused = await copyCourse({ prisma, proof, input: { ...input, endsOn: day("2027-10-03") } });
  expect(refused).toMatchObject({ ok: false, problems: { endsOn: [expect.any(String)] } });
  expect(await prisma.course.count()).toBe(before);
});
