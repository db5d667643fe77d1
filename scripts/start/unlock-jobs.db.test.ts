import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { unlockJobs } from "./unlock-jobs";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 2 });
});
afterAll(() => database.drop());

test("a job of a killed worker goes back to the queue", async () => {
  await database.pool.query("SELECT graphile_worker.add_job('some-mail')");
  await database.pool.query("UPDATE graphile_worker._private_jobs SET locked_by = 'killed', locked_at = now()");
  await unlockJobs(database.ownerUrl);
  const { rows } = await database.pool.query("SELECT locked_by FROM graphile_worker.jobs");
  expect(rows).toEqual([{ locked_by: null }]);
});
