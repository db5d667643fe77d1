import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readJobs } from "@/server/jobs";
import { discardImport, retryImport, startCheck, startImport } from "./commands";
import { readTrouble } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const ring = TEST_KEYS.codeRing;

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  const about = { kind: "ROSTER", proof, recognise: () => null } as const;
  const send = async (bytes: string) => (await buildImport({ prisma, ring, about, bytes })).id ?? "";
  return { prisma, proof, send };
}

it("begins a check and an import once, only from where they may begin, and not for another course", async () => {
  const { prisma, proof, send } = await setUp();
  const id = await send("a@example.org");
  const about = { prisma, proof, kind: "ROSTER", id, options: {} } as const;
  const other = await setUp();
  expect(await startCheck({ ...about, proof: other.proof })).toMatchObject({ ok: false, reason: "busy" });
  expect(await startCheck({ ...about, kind: "CODES" })).toMatchObject({ ok: false, reason: "busy" });
  expect(await startImport(about)).toMatchObject({ ok: false, reason: "busy" });
  const started = await Promise.all([startCheck(about), startCheck(about), startCheck(about)]);
  expect(started.filter(({ ok }) => ok)).toHaveLength(1);
  await prisma.import.update({ where: { id: about.id }, data: { state: "CHECKED" } });
  const pressed = await Promise.all([startImport(about), startImport(about)]);
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
  const jobs = await prisma.outboxJob.findMany({ where: { payload: { path: ["importId"], equals: about.id } } });
  expect(jobs.map(({ task }) => task).sort()).toEqual(["check-roster", "import-roster"]);
});

it("throws a file away while it is being checked, but not while it is taken in or undone", async () => {
  const { prisma, proof, send } = await setUp();
  const id = await send("a@example.org");
  await startCheck({ prisma, proof, kind: "ROSTER", id, options: {} });
  for (const state of ["RUNNING", "UNDOING"] as const) {
    await prisma.import.update({ where: { id }, data: { state } });
    expect(await discardImport({ prisma, proof, id })).toMatchObject({ ok: false, reason: "busy" });
  }
  await prisma.import.update({ where: { id }, data: { state: "CHECKING" } });
  expect(await discardImport({ prisma, proof, id })).toMatchObject({ ok: true });
  expect([
    await prisma.import.count({ where: { id } }),
    await prisma.importChunk.count({ where: { importId: id } }),
  ]).toEqual([0, 0]);
});

describe("an import whose job does not get anywhere", () => {
  const about = (id: string) => ({ task: "import-roster", key: "importId", value: id });
  const troubleOf = (id: string) =>
    readTrouble({ prisma: database.prisma, view: { id, kind: "ROSTER", state: "RUNNING" } });

  /** An import that is being taken in, and its job at the worker, as the columns say. */
  async function run(columns: string) {
    const { prisma, proof, send } = await setUp();
    const id = await send("a@example.org");
    await prisma.import.update({ where: { id }, data: { state: "RUNNING", linesDone: 1 } });
    await database.pool.query("SELECT graphile_worker.add_job('import-roster', $1::json)", [{ importId: id }]);
    await database.pool.query(`UPDATE graphile_worker._private_jobs SET ${columns} WHERE payload ->> 'importId' = $1`, [
      id,
    ]);
    return { proof, id, retry: (by = proof) => retryImport({ prisma, proof: by, id }) };
  }

  const FAILING = "attempts = 3, last_error = 'no', run_at = now() + interval '10 minutes'";
  const SPENT = "attempts = max_attempts, last_error = 'no'";

  it.each([
    [FAILING, { kind: "failing", tries: 3, waits: expect.any(Number) }],
    [SPENT, { kind: "given-up" }],
    ["payload = '{}'", { kind: "given-up" }],
  ])("is told of, and begun anew by one new job in the old one's place: %s", async (columns, trouble) => {
    const { proof, id, retry } = await run(columns);
    expect(await troubleOf(id)).toEqual(trouble);
    const pressed = await Promise.all([retry(), retry()]);
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readJobs(database.prisma, about(id))).toEqual([
      { attempts: 0, most: 1, waits: 0, hasFailed: false, isLocked: false },
    ]);
    const jobs = await database.prisma.outboxJob.findMany({ where: { payload: { path: ["importId"], equals: id } } });
    expect(jobs).toMatchObject([{ task: "import-roster", payload: { importId: id, userId: proof.userId } }]);
    expect(await troubleOf(id)).toBeNull();
    expect(await database.prisma.import.findUnique({ where: { id } })).toMatchObject({
      state: "RUNNING",
      linesDone: 0,
    });
  });

  it.each([
    ["waits for its first try", "attempts = 0"],
    ["is at its first try", "attempts = 1, locked_at = now(), locked_by = 'a worker'"],
    ["is at a later one, the last", `${SPENT}, locked_at = now(), locked_by = 'a worker'`],
  ])("is left to the job that %s", async (_, columns) => {
    const { id, retry } = await run(columns);
    expect(await troubleOf(id)).toBeNull();
    expect(await retry()).toMatchObject({ ok: false, reason: "busy" });
    expect(await readJobs(database.prisma, about(id))).toHaveLength(1);
  });

  it("is none that has ended, or of another course", async () => {
    const { id, retry } = await run(SPENT);
    expect(await retry((await setUp()).proof)).toMatchObject({ ok: false, reason: "busy" });
    await database.prisma.import.update({ where: { id }, data: { state: "DONE" } });
    // The page had read its state before.
    expect(await troubleOf(id)).toBeNull();
    expect(await retry()).toMatchObject({ ok: false, reason: "busy" });
    expect(await database.prisma.outboxJob.count({ where: { payload: { path: ["importId"], equals: id } } })).toBe(0);
  });
});
