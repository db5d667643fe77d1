import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Administrator } from "@/features/courses/access";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { listReachedLimits, readToldToWait } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const courseId = randomUUID();
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const reached = (refusal: { limit: string; by?: string; userId?: string; courseId?: string; at?: Date }) =>
  database.prisma.limitRefusal.create({ data: { by: "account", until: new Date(), ...refusal } });

it("tells a course who was told to wait within a day, and administrators what happened anywhere (T17)", async () => {
  const ada = randomUUID();
  const first = await reached({ limit: "export", courseId, userId: ada, at: hoursAgo(5) });
  await reached({ limit: "export", courseId, userId: ada, at: hoursAgo(3) });
  await reached({ limit: "export", courseId, userId: randomUUID(), at: hoursAgo(2) });
  await reached({ limit: "export", courseId, userId: randomUUID(), at: hoursAgo(25) });
  await reached({ limit: "reveal", courseId: randomUUID(), userId: ada, at: hoursAgo(4) });
  const last = await reached({ limit: "sign-in-mail", by: "address", at: hoursAgo(1) });
  await reached({ limit: "of-an-earlier-version" });

  expect(await readToldToWait({ pool: database.pool, place: { courseId } })).toEqual([
    { limit: "export", people: 2, since: first.at },
  ]);
  // Whether somebody is an administrator is asked where the proof is made.
  const proof = {} as Administrator;
  expect(await listReachedLimits({ pool: database.pool, proof })).toMatchObject([
    { limit: "sign-in-mail", by: "address", times: 1, last: last.at },
    { limit: "export", by: "account", times: 3 },
    { limit: "reveal", by: "account", times: 1 },
  ]);
});
