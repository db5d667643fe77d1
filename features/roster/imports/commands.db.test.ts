import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CourseInstructor } from "@/features/courses/access";
import { buildCourse, buildEnrolment } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { checkRoster, importRoster } from "./commands";
import { readRosterCheck } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const key = Buffer.alloc(32, 1);

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const proof = { userId: "0191f0f0-0000-7000-8000-000000000001", courseId: course.id } as CourseInstructor;
  const check = async (text: string, by = proof) => {
    const held = await checkRoster({
      prisma,
      proof: by,
      key,
      upload: { fileName: "roster.csv", bytes: Buffer.from(text) },
    });
    if (!held.ok) throw new Error(JSON.stringify(held));
    return held.value;
  };
  const people = () => prisma.enrolment.findMany({ where: { courseId: course.id }, orderBy: { email: "asc" } });
  return { prisma, course, proof, check, people };
}

describe("checkRoster", () => {
  it("reports and changes nothing", async () => {
    const { prisma, course, proof, check, people } = await setUp();
    await buildEnrolment(prisma, { courseId: course.id, email: "ada@example.org" });
    const id = await check("email;name\nada@example.org;Ada\nnew@example.org;New\nnew@example.org;New\nnobody;x");
    expect(await readRosterCheck({ prisma, proof, check: id, key })).toMatchObject({
      fileName: "roster.csv",
      separator: "semicolons",
      counts: { new: 1, repeated: 1, here: 1, malformed: 1 },
      freshLines: [3],
    });
    expect(await people()).toHaveLength(1);
  });

  it("refuses what is no roster beside the file's field, and holds nothing", async () => {
    const { prisma, proof } = await setUp();
    const held = await prisma.blob.count();
    for (const text of ["", "name\nAda", "PK\u0003\u0004", 'a@example.org,"x']) {
      const refused = await checkRoster({ prisma, proof, key, upload: { fileName: "x", bytes: Buffer.from(text) } });
      expect(refused).toMatchObject({ ok: false, problems: { file: [expect.stringMatching(/\.$/)] } });
    }
    expect(await prisma.blob.count()).toBe(held);
  });
});

describe("importRoster", () => {
  it("adds who is new, never replaces, and a second import adds nothing", async () => {
    const { prisma, course, proof, check, people } = await setUp();
    await buildEnrolment(prisma, { courseId: course.id, email: "ada@example.org", name: "Ada", role: "ASSISTANT" });
    const text = "email,name,role\nada@example.org,Other,instructor\nbo@example.org,Bo,assistant\ncy@example.org,,\n";
    const id = await check(text);
    expect(await importRoster({ prisma, proof, key, check: id })).toEqual({ ok: true, value: { added: 2 } });
    expect((await people()).map(({ email, name, role }) => [email, name, role])).toEqual([
      ["ada@example.org", "Ada", "ASSISTANT"],
      ["bo@example.org", "Bo", "ASSISTANT"],
      ["cy@example.org", "", "PARTICIPANT"],
    ]);
    expect(await importRoster({ prisma, proof, key, check: id })).toMatchObject({ ok: false, reason: "gone" });
    expect(await importRoster({ prisma, proof, key, check: await check(text) })).toEqual({
      ok: true,
      value: { added: 0 },
    });
    const events = await prisma.auditEvent.findMany({ where: { courseId: course.id } });
    expect(events.map(({ act, detail }) => [act, detail])).toMatchObject([
      ["roster.imported", { added: 2, fileName: "roster.csv" }],
      ["roster.imported", { added: 0 }],
    ]);
  });

  it("imports once when the button is pressed twice at once", async () => {
    const { prisma, proof, check, people } = await setUp();
    const id = await check("x@example.org");
    const outcomes = await Promise.all([1, 2, 3].map(() => importRoster({ prisma, proof, key, check: id })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await people()).toHaveLength(1);
  });

  it("does not open what another instructor, or the same for another course, has uploaded", async () => {
    const { prisma, proof, check, people } = await setUp();
    const other = await setUp();
    const id = await check("x@example.org");
    const stranger = { ...proof, userId: "0191f0f0-0000-7000-8000-000000000002" } as CourseInstructor;
    for (const by of [stranger, other.proof]) {
      expect(await readRosterCheck({ prisma, proof: by, check: id, key })).toBeNull();
      expect(await importRoster({ prisma, proof: by, key, check: id })).toMatchObject({ ok: false, reason: "gone" });
    }
    expect(await people()).toHaveLength(0);
  });

  it("forgets an upload after an hour", async () => {
    const { prisma, proof, check } = await setUp();
    const id = await check("x@example.org");
    await prisma.$executeRaw`UPDATE blobs SET created_at = now() - interval '61 minutes' WHERE id = ${id}::uuid`;
    expect(await importRoster({ prisma, proof, key, check: id })).toMatchObject({ ok: false, reason: "gone" });
    await check("y@example.org");
    expect(await prisma.blob.findUnique({ where: { id } })).toBeNull();
  });

  it("takes 10,000 people", async () => {
    const { prisma, proof, check, people } = await setUp();
    const id = await check(`email\n${Array.from({ length: 10_000 }, (_, n) => `p${n}@example.org`).join("\r\n")}`);
    expect(await importRoster({ prisma, proof, key, check: id })).toEqual({ ok: true, value: { added: 10_000 } });
    expect(await people()).toHaveLength(10_000);
  });
});
