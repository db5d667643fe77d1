import { afterAll, beforeAll, expect, test } from "vitest";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readQueueLevels } from "@/server/jobs";
import { metrics } from "@/server/metrics";
import { readPoolLevels, readWaitingLevels } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const CODES = 2;

test("levels follow the claims: codes left, people who wait, jobs in the outbox, claims by outcome", async () => {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: CODES });
  const labels = { course: course.slug, offer: offer.slug };
  expect(await readPoolLevels({ pool })).toContainEqual({ labels, value: CODES });
  for (let person = 0; person < CODES + 1; person += 1) {
    const enrolment = await buildEnrolment(prisma, { courseId: course.id });
    await claimCode({ pool, proof: memberOf({ course, offer, enrolment }) });
  }
  expect(await readPoolLevels({ pool })).toContainEqual({ labels, value: 0 });
  expect(await readWaitingLevels({ pool })).toContainEqual({ labels, value: 1 });
  const outbox = await prisma.outboxJob.count();
  expect(outbox).toBeGreaterThanOrEqual(CODES);
  expect(await readQueueLevels(pool)).toContainEqual({ labels: { stage: "outbox" }, value: outbox });
  const text = await metrics().registry.metrics();
  expect(text).toContain(`bursar_claims_total{outcome="allocated"} ${CODES}`);
  expect(text).toContain('bursar_claims_total{outcome="waiting"} 1');
});

test("codes whose batch has expired, and courses that are not open, are not counted as left", async () => {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: 3, expiresAt: new Date(Date.now() - 1000) });
  const draft = await buildCourse(prisma, { openedAt: null });
  await buildOffer(prisma, { courseId: draft.id });
  const levels = await readPoolLevels({ pool });
  expect(levels).toContainEqual({ labels: { course: course.slug, offer: offer.slug }, value: 0 });
  expect(levels.filter(({ labels }) => labels.course === draft.slug)).toEqual([]);
});
