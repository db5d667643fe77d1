import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CourseInstructor, CourseStaff } from "@/features/courses/access";
import { buildCourse, buildEnrolment } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { addPerson, changePerson, removePerson, restorePerson } from "./commands";
import { countRoster, listRoster, readPerson } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const proof = {
    userId: "0191f0f0-0000-7000-8000-000000000001",
    courseId: course.id,
    courseSlug: course.slug,
    mayInstruct: true,
  } as CourseInstructor;
  const assistant: CourseStaff = { ...proof, mayInstruct: false };
  const instructor = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const participant = await buildEnrolment(prisma, { courseId: course.id });
  const versionOf = async (email: string) => (await prisma.user.findUniqueOrThrow({ where: { email } })).sessionVersion;
  for (const { email } of [instructor, participant]) await prisma.user.create({ data: { email } });
  const acts = async () =>
    (await prisma.auditEvent.findMany({ where: { courseId: course.id }, orderBy: { id: "asc" } })).map(
      ({ act }) => act,
    );
  return { prisma, proof, assistant, instructor, participant, versionOf, acts };
}

describe("addPerson", () => {
  it("adds a person with the audit event, and refuses the same address again", async () => {
    const { prisma, proof, acts } = await setUp();
    const person = { email: "new@example.org", name: "New Person", role: "PARTICIPANT" } as const;
    expect(await addPerson({ prisma, proof, person })).toMatchObject({ ok: true });
    expect(await addPerson({ prisma, proof, person })).toMatchObject({ ok: false, reason: "already-here" });
    expect(await countRoster({ prisma, proof })).toEqual({ PARTICIPANT: 2, ASSISTANT: 0, INSTRUCTOR: 1 });
    expect(await acts()).toEqual(["enrolment.added"]);
  });
});

describe("removePerson and restorePerson", () => {
  it("removes with the sessions, keeps the line, and brings back", async () => {
    const { prisma, proof, participant, versionOf, acts } = await setUp();
    const remove = () => removePerson({ prisma, proof, enrolment: participant.id });
    expect(await remove()).toMatchObject({ ok: true });
    expect(await versionOf(participant.email)).toBe(2);
    expect(await countRoster({ prisma, proof })).toMatchObject({ PARTICIPANT: 0 });
    expect(await remove()).toMatchObject({ ok: true });
    expect(await restorePerson({ prisma, proof, enrolment: participant.id })).toMatchObject({ ok: true });
    expect(await countRoster({ prisma, proof })).toMatchObject({ PARTICIPANT: 1 });
    expect(await acts()).toEqual(["enrolment.removed", "enrolment.restored"]);
  });

  it("refuses the last instructor, and people of another course", async () => {
    const { prisma, proof, instructor } = await setUp();
    const other = await setUp();
    expect(await removePerson({ prisma, proof, enrolment: instructor.id })).toMatchObject({
      ok: false,
      reason: "last-instructor",
    });
    expect(await removePerson({ prisma, proof, enrolment: other.participant.id })).toMatchObject({
      ok: false,
      reason: "missing",
    });
    expect(await countRoster({ prisma, proof: other.proof })).toMatchObject({ PARTICIPANT: 1 });
  });

  it("leaves one instructor when two remove each other at once", async () => {
    const { prisma, proof, instructor } = await setUp();
    const second = await buildEnrolment(prisma, { courseId: proof.courseId, role: "INSTRUCTOR" });
    const outcomes = await Promise.all(
      [instructor, second].map(({ id }) => removePerson({ prisma, proof, enrolment: id })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await countRoster({ prisma, proof })).toMatchObject({ INSTRUCTOR: 1 });
  });
});

describe("changePerson", () => {
  it("changes name and role, ends the sessions and records both roles, but no name", async () => {
    const { prisma, proof, participant, versionOf } = await setUp();
    const change = {
      prisma,
      proof,
      enrolment: participant.id,
      name: "Ada Lind",
      role: "ASSISTANT",
      version: 1,
    } as const;
    expect(await changePerson(change)).toMatchObject({ ok: true });
    expect(await readPerson(change)).toMatchObject({ name: "Ada Lind", role: "ASSISTANT", version: 2 });
    expect(await versionOf(participant.email)).toBe(2);
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { subjectId: participant.id } });
    expect(event).toMatchObject({
      act: "enrolment.changed",
      detail: { before: "PARTICIPANT", role: "ASSISTANT", renamed: true },
    });
    expect(JSON.stringify(event.detail)).not.toContain("Ada");
  });

  it("does nothing for the same, keeps sessions for another name, and refuses the last instructor", async () => {
    const { prisma, proof, instructor, participant, versionOf, acts } = await setUp();
    const change = { prisma, proof, enrolment: participant.id, version: 1 };
    expect(await changePerson({ ...change, name: participant.name })).toMatchObject({ ok: true });
    expect(await acts()).toEqual([]);
    expect(await changePerson({ ...change, name: "Other" })).toMatchObject({ ok: true });
    expect(await versionOf(participant.email)).toBe(1);
    expect(
      await changePerson({ ...change, enrolment: instructor.id, name: instructor.name, role: "ASSISTANT" }),
    ).toMatchObject({ ok: false, reason: "last-instructor" });
    expect(await acts()).toEqual(["enrolment.changed"]);
  });

  it("tells the later of two what the earlier one saved, and lets exactly one of two at once through", async () => {
    const { prisma, proof, participant } = await setUp();
    const save = (name: string, version: number) =>
      changePerson({ prisma, proof, enrolment: participant.id, name, version });
    expect((await Promise.all([save("One", 1), save("Two", 1)])).filter(({ ok }) => ok)).toHaveLength(1);
    const late = await save("Late", 1);
    expect(late).toMatchObject({ ok: false, reason: "changed", values: { version: "2" } });
    expect(late.ok ? "" : late.sentence).toMatch(/Name: “(One|Two)”/);
    expect(await save("Late", 2)).toMatchObject({ ok: true });
  });
});

describe("an assistant", () => {
  it("adds, renames, removes and restores participants", async () => {
    const { prisma, assistant: proof, participant, acts } = await setUp();
    const person = { email: "by-assistant@example.org", name: "", role: "PARTICIPANT" } as const;
    const enrolment = participant.id;
    expect(await addPerson({ prisma, proof, person })).toMatchObject({ ok: true });
    expect(await changePerson({ prisma, proof, enrolment, name: "Renamed", version: 1 })).toMatchObject({ ok: true });
    expect(await removePerson({ prisma, proof, enrolment })).toMatchObject({ ok: true });
    expect(await restorePerson({ prisma, proof, enrolment })).toMatchObject({ ok: true });
    expect(await acts()).toEqual(["enrolment.added", "enrolment.changed", "enrolment.removed", "enrolment.restored"]);
  });

  it("gives no role and does not touch instructors and assistants", async () => {
    const { prisma, proof: instructorProof, assistant: proof, instructor, participant, acts } = await setUp();
    const person = { email: "raised@example.org", name: "" };
    const second = await buildEnrolment(prisma, { courseId: proof.courseId, role: "INSTRUCTOR" });
    const gone = await buildEnrolment(prisma, { courseId: proof.courseId, role: "ASSISTANT", removedAt: new Date() });
    const refused = { ok: false, reason: "not-yours" };
    for (const role of ["ASSISTANT", "INSTRUCTOR"] as const) {
      expect(await addPerson({ prisma, proof, person: { ...person, role } })).toMatchObject(refused);
      const raise = { prisma, proof, enrolment: participant.id, name: "", role, version: 1 };
      expect(await changePerson(raise)).toMatchObject(refused);
    }
    const demote = { prisma, proof, enrolment: second.id, name: "", role: "PARTICIPANT", version: 1 } as const;
    expect(await changePerson(demote)).toMatchObject(refused);
    expect(await removePerson({ prisma, proof, enrolment: instructor.id })).toMatchObject(refused);
    expect(await restorePerson({ prisma, proof, enrolment: gone.id })).toMatchObject(refused);
    expect(await acts()).toEqual([]);
    expect(await restorePerson({ prisma, proof: instructorProof, enrolment: gone.id })).toMatchObject({ ok: true });
  });
});

it("lists the roster by pages and by search", async () => {
  const { prisma, proof } = await setUp();
  const people = Array.from({ length: 250 }, (_, n) => ({
    courseId: proof.courseId,
    email: `x${String(n).padStart(3, "0")}@example.org`,
    name: `Ada ${n}`,
  }));
  await prisma.enrolment.createMany({ data: people });
  const first = await listRoster({ prisma, proof, search: "ADA", after: "" });
  expect(first).toMatchObject({ total: 250, next: "x199@example.org" });
  const second = await listRoster({ prisma, proof, search: "ada", after: first.next ?? "" });
  expect([second.lines.length, second.next]).toEqual([50, null]);
  expect((await listRoster({ prisma, proof, search: "ada 7%", after: "" })).total).toBe(0);
});
