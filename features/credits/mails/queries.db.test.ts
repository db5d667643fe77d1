import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { OfferMember } from "@/features/courses/access";
import { releaseCode, revokeCode } from "@/features/credits/allocations/commands";
import { cancelRequest, claimCode, revealCode } from "@/features/credits/commands";
import { approveRequest, declineRequest, serveWaiting } from "@/features/credits/requests/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readMailFacts } from "./queries";

let database: TestDatabase;
let course: Course;
let offer: Offer;
let proof: OfferMember;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { prisma, pool } = database;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id });
  proof = memberOf({ course, offer, enrolment: await buildEnrolment(prisma, { courseId: course.id }) });
  await claimCode({ pool, proof });
});

const requestOf = () => database.prisma.request.findFirstOrThrow({ where: { enrolmentId: proof.enrolmentId } });
const facts = async (kind: "waiting" | "declined") =>
  readMailFacts({ prisma: database.prisma, about: { kind, requestId: (await requestOf()).id } });
const byStaff = async () => {
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  return {
    prisma: database.prisma,
    proof: instructorOf({ course, offer, enrolment }),
    requestId: (await requestOf()).id,
  };
};

it("the mail about waiting is written while the person waits", async () => {
  expect(await facts("waiting")).toMatchObject({ to: proof.email });
  expect(await facts("declined")).toBeNull();
});

it("and not any more once there is a code", async () => {
  await buildBatch(database.prisma, { offer, codes: 1 });
  await serveWaiting({ pool: database.pool, offerId: offer.id });
  expect(await facts("waiting")).toBeNull();
});

it("nor when the person has left the list before it", async () => {
  await cancelRequest({ prisma: database.prisma, proof });
  expect(await facts("waiting")).toBeNull();
});

it("the mail about a decline is not written after a change of mind, nor to who was removed", async () => {
  await declineRequest({ ...(await byStaff()), reason: "Hand in your plan first." });
  expect(await facts("declined")).toMatchObject({ reason: "Hand in your plan first." });
  expect(await facts("waiting")).toBeNull();
  const where = { where: { id: proof.enrolmentId } };
  await database.prisma.enrolment.update({ ...where, data: { removedAt: new Date() } });
  expect(await facts("declined")).toBeNull();
  await database.prisma.enrolment.update({ ...where, data: { removedAt: null } });
  expect(await facts("declined")).not.toBeNull();
  await approveRequest(await byStaff());
  expect(await facts("declined")).toBeNull();
});

it("a code's end is told with its reason where it was revoked, and without where it was released", async () => {
  const { prisma, pool } = database;
  await buildBatch(prisma, { offer, codes: 2 });
  const end = { pool, proof: (await byStaff()).proof, reason: "You left the course." };
  const claim = async () => (await claimCode({ pool, proof })).allocationId ?? "";
  await serveWaiting({ pool, offerId: offer.id });
  const released = await claim();
  await releaseCode({ ...end, allocationId: released });
  const revoked = await claim();
  await revealCode({ prisma, proof });
  await revokeCode({ ...end, allocationId: revoked });
  const told = (kind: string, allocationId: string) => readMailFacts({ prisma, about: { kind, allocationId } });
  expect(await told("revoked", revoked)).toMatchObject({ reason: end.reason });
  expect(await told("released", released)).toMatchObject({ reason: null });
});
