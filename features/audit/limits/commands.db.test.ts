import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { LIMITS } from "@/lib/limit-table";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { countCourseAttempt } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
afterEach(() => {
  vi.useRealTimers();
});
beforeEach(() => database.owner.query("TRUNCATE rate_limits, limit_refusals"));

const person = () => ({ userId: randomUUID(), courseId: randomUUID() });
const attempt = (proof: { userId: string; courseId: string }) =>
  countCourseAttempt({ pool: database.pool, prisma: database.prisma, limit: "export", proof });
const [[, MOST]] = LIMITS.export.rules;

it("is in the trail once for each window, however many attempts there are (T17)", async () => {
  // The count is waited for, however busy the machine is: what is asked here is how many are let through.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const proof = person();
  const answers = await Promise.all(Array.from({ length: MOST + 300 }, () => attempt(proof)));
  expect(answers.filter((refused) => refused === null)).toHaveLength(MOST);
  expect(await attempt(person())).toBeNull();
  const events = () => database.prisma.auditEvent.findMany({ where: { courseId: proof.courseId } });
  expect(await events()).toMatchObject([
    { actorId: proof.userId, act: "limit.reached", detail: { limit: "export", by: "account" } },
  ]);
});
