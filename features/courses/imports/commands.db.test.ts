import { afterAll, beforeAll, expect, it } from "vitest";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { discardImport, startCheck, startImport } from "./commands";

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
