import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addJob } from "@/server/jobs";
import { createTestDatabase, type TestDatabase } from "./test-database";

let db: TestDatabase;
let child: ChildProcess;

beforeAll(async () => {
  db = await createTestDatabase({ connections: 2 });
  const env = { ...process.env, DATABASE_URL: db.url, WORKER: "off" };
  child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
});

afterAll(async () => {
  child.kill("SIGKILL");
  await db.drop();
});

async function countOpenJobs(): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    "SELECT (SELECT count(*) FROM outbox_jobs)::int + (SELECT count(*) FROM graphile_worker.jobs)::int AS count",
  );
  return rows[0]?.count ?? -1;
}

it("works off jobs in a process of its own, though the portal's worker is off, and ends well when told to", async () => {
  const offerId = "01890000-0000-7000-8000-000000000000";
  await db.prisma.$transaction((tx) => addJob(tx, { task: "serve-waiting", payload: { offerId } }));
  expect(await countOpenJobs()).toBe(1);
  await expect.poll(countOpenJobs, { timeout: 30_000, interval: 200 }).toBe(0);
  child.kill("SIGTERM");
  const [code, signal] = await once(child, "exit");
  expect({ code, signal }).toEqual({ code: 0, signal: null });
});
