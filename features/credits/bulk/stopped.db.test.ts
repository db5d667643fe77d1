import type { Runner } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { claimCode } from "@/features/credits/commands";
import { creditTasks } from "@/features/credits/jobs";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Outcome } from "@/server/errors";
import { readJobs, startWorker } from "@/server/jobs";
import { retryBulkAct, retryDecisions, startBulkAct, startDecisions } from "./commands";
import { listStoppedActs, readBulkTrouble } from "./queries";
import { BULK_TASK } from "./rules";

let db: TestDatabase;
let worker: Runner;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 12 });
  // The task asks for the portal's own database.
  process.env.DATABASE_URL = db.url;
  worker = await startWorker({ pool: db.pool, tasks: creditTasks, crontab: [] });
  await db.owner.query(`
    CREATE FUNCTION fail_third() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.done > 2 THEN RAISE EXCEPTION 'something is wrong with the third'; END IF;
      RETURN NEW;
    END $$`);
});
afterAll(async () => {
  await worker.stop();
  await db.drop();
});

let course: Course;
let offer: Offer;
let proof: OfferInstructor;
let people: string[];
beforeEach(async () => {
  course = await buildCourse(db.prisma);
  offer = await buildOffer(db.prisma, { courseId: course.id, policy: "BY_APPROVAL" });
  await buildBatch(db.prisma, { offer, codes: 9 });
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  proof = instructorOf({ course, offer, enrolment });
  const joined = [1, 2, 3, 4].map(() => buildEnrolment(db.prisma, { courseId: course.id }));
  people = (await Promise.all(joined)).map(({ id }) => id);
});

const give = () => startBulkAct({ ...db, proof, act: "give", selection: { kind: "ids", ids: people } });
async function approve() {
  for (const enrolmentId of people) {
    await claimCode({ pool: db.pool, proof: { offerId: offer.id, enrolmentId, userId: null } });
  }
  const asOf = new Date(Date.now() + 1000).toISOString();
  return startDecisions({
    ...db,
    proof,
    act: "approve",
    selection: { kind: "requests", list: "pending", q: "", asOf },
  });
}

const SLOW = { timeout: 20_000, interval: 100 };
const read = (id: string) => db.prisma.bulkAct.findUniqueOrThrow({ where: { id } });
const jobsOf = (value: string) => readJobs(db.prisma, { task: BULK_TASK, key: "bulkActId", value });
const troubleOf = (bulkActId: string) => readBulkTrouble({ prisma: db.prisma, bulkActId });
const stopped = () => listStoppedActs({ pool: db.pool, courseId: course.id });
const codesGiven = () => db.prisma.allocation.count({ where: { offerId: offer.id } });

/** Begins an act on four whose third fails, and has the worker use up the tries of its job. */
async function stopAtThird(start: () => Promise<Outcome<{ bulkActId: string }>>): Promise<string> {
  await db.owner.query(
    "CREATE TRIGGER fail_third BEFORE UPDATE ON bulk_acts FOR EACH ROW EXECUTE FUNCTION fail_third()",
  );
  const started = await start();
  if (!started.ok) throw new Error(started.sentence);
  const { bulkActId } = started.value;
  await expect.poll(() => troubleOf(bulkActId), SLOW).toMatchObject({ kind: "failing", tries: 1 });
  await db.owner.query(
    `UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1, run_at = now() WHERE payload ->> 'bulkActId' = $1`,
    [bulkActId],
  );
  await expect.poll(() => troubleOf(bulkActId), SLOW).toEqual({ kind: "given-up" });
  await db.owner.query("DROP TRIGGER fail_third ON bulk_acts");
  return bulkActId;
}

const ACTS = [
  ["giving codes", give, retryBulkAct, retryDecisions, { given: 4 }],
  ["approving requests", approve, retryDecisions, retryBulkAct, { allocated: 4 }],
] as const;

it.each(ACTS)("%s goes on where it was given up, and nothing is done twice", async (_, start, retry, other, counts) => {
  const bulkActId = await stopAtThird(start);
  expect(await read(bulkActId)).toMatchObject({ done: 2, finishedAt: null });
  expect(await codesGiven()).toBe(2);
  expect(await stopped()).toMatchObject([{ id: bulkActId, slug: offer.slug, offer: offer.name, done: 2, total: 4 }]);
  // An act of the other kind, whose right is another; and one of another offer.
  expect(await other({ prisma: db.prisma, proof, bulkActId })).toMatchObject({ ok: false, reason: "busy" });
  const elsewhere = { ...proof, offerId: (await buildOffer(db.prisma, { courseId: course.id })).id };
  expect(await retry({ prisma: db.prisma, proof: elsewhere, bulkActId })).toMatchObject({ ok: false });
  expect(await troubleOf(bulkActId)).toEqual({ kind: "given-up" });

  const pressed = await Promise.all([1, 2, 3].map(() => retry({ prisma: db.prisma, proof, bulkActId })));
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
  // Also while it is on its way to the worker.
  expect(await stopped()).toEqual([]);
  await expect.poll(async () => (await read(bulkActId)).finishedAt, SLOW).not.toBeNull();
  expect(await read(bulkActId)).toMatchObject({ done: 4, counts });
  expect(await codesGiven()).toBe(4);
  await expect.poll(() => jobsOf(bulkActId), SLOW).toEqual([]);
  expect(await troubleOf(bulkActId)).toBeNull();
  expect(await retry({ prisma: db.prisma, proof, bulkActId })).toMatchObject({ ok: false, reason: "busy" });
});

it("is left alone while its job waits for its first try or is at work", async () => {
  const started = await give();
  const bulkActId = started.ok ? started.value.bulkActId : "";
  // Whether the worker has it yet or has ended it already: there is nothing to begin anew.
  expect(await retryBulkAct({ prisma: db.prisma, proof, bulkActId })).toMatchObject({ ok: false, reason: "busy" });
  await expect.poll(async () => (await read(bulkActId)).finishedAt, SLOW).not.toBeNull();
  expect(await read(bulkActId)).toMatchObject({ done: 4, counts: { given: 4 } });
});
