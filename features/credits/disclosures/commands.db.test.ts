import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { CodeDisclosure } from "@/features/courses/access";
import { claimCode } from "@/features/credits/commands";
import { LIMITS } from "@/lib/limit-table";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { disclosureOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { showCode } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());
afterEach(() => {
  vi.useRealTimers();
});

const [[, SHOWN_PER_HOUR]] = LIMITS["show-code"].rules;
const CODE = "SHOW-THIS-0001";
let course: Course;
let offer: Offer;
let proof: CodeDisclosure;
let allocationId: string;
beforeEach(async () => {
  const { prisma, pool } = database;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  proof = disclosureOf({ course, offer, enrolment });
  await prisma.code.deleteMany({ where: { allocations: { none: {} } } });
  await buildBatch(prisma, { offer, codes: [`${CODE}-${offer.slug}`] });
  const member = memberOf({ course, offer, enrolment: await buildEnrolment(prisma, { courseId: course.id }) });
  allocationId = (await claimCode({ pool, proof: member })).allocationId ?? "";
});

const show = (by = proof, id = allocationId) =>
  showCode({ pool: database.pool, prisma: database.prisma, proof: by, allocationId: id, ring: TEST_KEYS.codeRing });
const shown = () =>
  database.prisma.auditEvent.findMany({ where: { act: "code.shown-to-instructor", subjectId: allocationId } });

it("shows a code and records who saw it; the code is in no event, and its owner has not revealed it", async () => {
  expect(await show()).toEqual({ ok: true, value: { code: `${CODE}-${offer.slug}`, link: null } });
  const events = await shown();
  expect(events).toMatchObject([{ actorId: proof.userId, offerId: offer.id, detail: {} }]);
  expect(JSON.stringify(events, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(CODE);
  expect(await database.prisma.allocation.findUnique({ where: { id: allocationId } })).toMatchObject({
    state: "ALLOCATED",
    revealedAt: null,
  });
});

it("shows no allocation of another offer", async () => {
  const other = await buildOffer(database.prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  expect(await show(disclosureOf({ course, offer: other, enrolment }))).toMatchObject({ ok: false, reason: "changed" });
  expect(await shown()).toHaveLength(0);
});

it("stops at the limit of an hour, for 10,000 attempts at once as well, and for this person only; it is recorded and seen (T17)", async () => {
  // The count is waited for, however busy the machine is: what is asked here is how many are let through.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const answers: Awaited<ReturnType<typeof show>>[] = [];
  while (answers.length < 10_000) answers.push(...(await Promise.all(Array.from({ length: 40 }, () => show()))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(SHOWN_PER_HOUR);
  expect(answers.filter((answer) => !answer.ok && answer.reason === "too-many")).toHaveLength(10_000 - SHOWN_PER_HOUR);
  expect(await shown()).toHaveLength(SHOWN_PER_HOUR);
  const told = await database.prisma.auditEvent.findMany({ where: { act: "limit.reached", courseId: course.id } });
  expect(told).toMatchObject([{ actorId: proof.userId, detail: { limit: "show-code", by: "account" } }]);
  const kept = await database.prisma.limitRefusal.findMany({ where: { courseId: course.id } });
  expect(kept).toMatchObject([{ limit: "show-code", by: "account", userId: proof.userId }]);
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  expect(await show(disclosureOf({ course, offer, enrolment }))).toMatchObject({ ok: true });
});

it("shows nothing that could not be recorded", async () => {
  await expect(show({ ...proof, courseId: "no identifier" })).rejects.toThrow();
  expect(await shown()).toHaveLength(0);
});
