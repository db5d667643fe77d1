import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discardImport, startImport } from "@/features/courses/imports/commands";
import { readImport } from "@/features/courses/imports/queries";
import { checkRoster } from "@/features/roster/checks/commands";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { enterUser } from "@/server/auth/enter-user";
import { importRoster, tidyRosterImport } from "./commands";
import { readRosterImport } from "./queries";
import { findRosterColumns } from "./rules";

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
  const lead = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment: lead });
  const about = { kind: "ROSTER", proof, recognise: findRosterColumns } as const;
  const person = (email: string, overrides: object = {}) =>
    buildEnrolment(prisma, { courseId: course.id, email: `${email}.${course.slug}@example.org`, ...overrides });
  const read = async (id: string) => {
    const view = await readImport({ prisma, proof, id });
    if (!view) throw new Error("the import is gone");
    return view;
  };
  /** Addresses in the text are this course's own where they end in @. */
  const check = async (text: string) => {
    const sent = await buildImport({
      prisma,
      ring,
      about,
      bytes: text.replace(/@(?=[,;\n]|$)/g, `.${course.slug}@example.org`),
    });
    const id = sent.id ?? "";
    await checkRoster({ ...database, ring, id });
    return id;
  };
  const run = (id: string) => importRoster({ ...database, ring, id, userId: proof.userId });
  const take = async (id: string, options: { update?: boolean; removeAtMost?: number | null } = {}) => {
    await startImport({ prisma, proof, kind: "ROSTER", id, options });
    await run(id);
    return read(id);
  };
  const roster = async () => {
    const people = await prisma.enrolment.findMany({
      where: { courseId: course.id, id: { not: lead.id } },
      orderBy: { email: "asc" },
    });
    return people.map(({ email, name, role, removedAt }) => [email.split(".")[0], name, role, removedAt !== null]);
  };
  return { prisma, course, lead, proof, person, read, check, run, take, roster };
}

const FILE = [
  "email,name,role",
  "new@,New Person,TA",
  "NEW@,Again,",
  "ada@,Ada Stream,",
  "bo@,Bo Lind,assistant",
  "gone@,Gone,",
  "nobody,Nobody,",
  "x@,X,owner",
].join("\n");

async function fill({ person }: Pick<Awaited<ReturnType<typeof setUp>>, "person">) {
  await person("ada", { name: "Ada Brook" });
  await person("bo", { name: "Bo Lind", role: "ASSISTANT" });
  await person("gone", { name: "Gone", removedAt: new Date() });
  await person("missing", { name: "Mia Missing" });
  await person("helper", { name: "Hal Helper", role: "ASSISTANT" });
}

describe("checkRoster", () => {
  it("tells every kind of line apart and who is missing, and changes nobody", async () => {
    const its = await setUp();
    await fill(its);
    const before = await its.roster();
    const id = await its.check(FILE);
    const view = await its.read(id);
    expect(view).toMatchObject({ state: "CHECKED", lines: 7 });
    expect(view.counts).toEqual({
      NEW: 1,
      REPEATED: 1,
      CHANGED: 1,
      UNCHANGED: 1,
      REMOVED: 1,
      MALFORMED: 2,
      NOBODY: 0,
      missing: 2,
      instructors: 0,
    });
    const shown = await readRosterImport({ prisma: its.prisma, proof: its.proof, view });
    expect(shown.changed.map(({ nameBefore, name }) => [nameBefore, name])).toEqual([["Ada Brook", "Ada Stream"]]);
    expect(shown.missing.map(({ name }) => name)).toEqual(["Hal Helper", "Mia Missing"]);
    expect(await its.roster()).toEqual(before);
  });

  it("reports Canvas's own lines as nobody, and neither as malformed nor as people", async () => {
    const its = await setUp();
    const canvas = [
      "Student,ID,SIS Login ID,Section",
      "    Points Possible,,,",
      '"Brook, Ada",1,ada@,A',
      '"Student, Test",2,,A',
      '"Student, Test",3,5d41402abc4b2a76b9719d911017c592,B',
    ].join("\n");
    const id = await its.check(canvas);
    const view = await its.read(id);
    expect(view.counts).toMatchObject({ NEW: 1, MALFORMED: 0, REPEATED: 0, NOBODY: 3 });
    const { leftOut } = await readRosterImport({ prisma: its.prisma, proof: its.proof, view });
    expect(leftOut.map(({ line, status, problem }) => [line, status, problem])).toEqual([
      [2, "NOBODY", expect.stringContaining("Canvas’s points")],
      [4, "NOBODY", expect.stringContaining("Canvas’s test student")],
      [5, "NOBODY", expect.stringContaining("Canvas’s test student")],
    ]);
    await its.take(id);
    expect(await its.roster()).toEqual([["ada", "Ada Brook", "PARTICIPANT", false]]);
  });

  it("does not count assistants as missing from a file that says no roles, and instructors never", async () => {
    const its = await setUp();
    await fill(its);
    await its.person("other", { role: "INSTRUCTOR" });
    const { counts } = await its.read(await its.check("email,name\nada@,Ada Brook\n"));
    expect(counts.missing).toBe(1);
  });
});

describe("importRoster", () => {
  it("adds the new people, and changes and removes nobody unless asked to", async () => {
    const its = await setUp();
    await fill(its);
    const before = await its.roster();
    expect(await its.take(await its.check(FILE))).toMatchObject({
      state: "DONE",
      counts: { added: 1, changed: 0, removed: 0 },
    });
    expect(await its.roster()).toEqual([...before, ["new", "New Person", "ASSISTANT", false]].sort());
    const event = await its.prisma.auditEvent.findFirstOrThrow({
      where: { courseId: its.course.id, act: "roster.imported" },
    });
    expect(event).toMatchObject({ actorId: its.proof.userId, detail: { added: 1, changed: 0, removed: 0 } });
  });

  it("changes and removes where that is asked for, ends their sessions, and records each", async () => {
    const its = await setUp();
    await fill(its);
    const missing = await its.person("late", { name: "Late" });
    const user = await enterUser(its.prisma, { email: missing.email });
    await its.take(await its.check(FILE), { update: true, removeAtMost: 3 });
    expect(await its.roster()).toEqual([
      ["ada", "Ada Stream", "PARTICIPANT", false],
      ["bo", "Bo Lind", "ASSISTANT", false],
      ["gone", "Gone", "PARTICIPANT", true],
      ["helper", "Hal Helper", "ASSISTANT", true],
      ["late", "Late", "PARTICIPANT", true],
      ["missing", "Mia Missing", "PARTICIPANT", true],
      ["new", "New Person", "ASSISTANT", false],
    ]);
    expect((await its.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).sessionVersion).toBe(
      user.sessionVersion + 1,
    );
    const acts = await its.prisma.auditEvent.groupBy({ by: ["act"], where: { courseId: its.course.id }, _count: true });
    expect(Object.fromEntries(acts.map(({ act, _count }) => [act, _count]))).toEqual({
      "roster.imported": 1,
      "enrolment.changed": 1,
      "enrolment.removed": 3,
    });
  });

  it("never lowers or removes an instructor", async () => {
    const its = await setUp();
    const file = `email,name,role\n${its.lead.email},Iris New,participant\n`;
    const id = await its.check(file);
    expect((await its.read(id)).counts).toMatchObject({ CHANGED: 1, missing: 0 });
    await its.take(id, { update: true, removeAtMost: 0 });
    const lead = await its.prisma.enrolment.findUniqueOrThrow({ where: { id: its.lead.id } });
    expect(lead).toMatchObject({ name: "Iris New", role: "INSTRUCTOR", removedAt: null, version: 2 });
  });

  it("removes nobody when more are missing than the page named, and says so", async () => {
    const its = await setUp();
    const id = await its.check("email,role\nada@,\n");
    await its.person("late");
    expect(await its.take(id, { removeAtMost: 0 })).toMatchObject({
      state: "CHECKED",
      counts: { missing: 1 },
      problem: expect.stringContaining("More people are missing"),
    });
    expect(await its.roster()).toHaveLength(1);
    expect(await its.take(id, { removeAtMost: 1 })).toMatchObject({ state: "DONE", counts: { removed: 1, added: 1 } });
  });

  it("adds nobody the second time, nor by a job that runs twice, nor with somebody who adds them by hand meanwhile", async () => {
    const its = await setUp();
    const id = await its.check("a@\nb@\n");
    const twin = await its.check("b@\nc@\n");
    for (const one of [id, twin])
      await startImport({ prisma: its.prisma, proof: its.proof, kind: "ROSTER", id: one, options: {} });
    await Promise.all([its.run(id), its.run(twin), its.run(id)]);
    await its.run(id);
    expect((await its.roster()).map(([email]) => email)).toEqual(["a", "b", "c"]);
    expect((await its.take(await its.check("a@\nb@\nc@\n"))).counts).toMatchObject({ added: 0, UNCHANGED: 3 });
  });

  it("is all or nothing, and the job that comes again finishes", async () => {
    const its = await setUp();
    const id = await its.check("a@\nb@\n");
    await startImport({ prisma: its.prisma, proof: its.proof, kind: "ROSTER", id, options: {} });
    await database.owner.query("ALTER TABLE audit_events RENAME TO hidden");
    await expect(its.run(id)).rejects.toThrow();
    await database.owner.query("ALTER TABLE hidden RENAME TO audit_events");
    expect(await its.roster()).toEqual([]);
    await its.prisma.importPerson.deleteMany({ where: { importId: id } });
    await its.run(id);
    expect((await its.read(id)).counts.added).toBe(2);
  });

  it("is done once by two workers that have it at the same time, and waits for another one of the same course (T11)", async () => {
    const its = await setUp();
    const begin = async (text: string) => {
      const id = await its.check(text);
      await startImport({ prisma: its.prisma, proof: its.proof, kind: "ROSTER", id, options: { removeAtMost: 5 } });
      return id;
    };
    const [first, second] = [await begin("ada@\nbo@\n"), await begin("bo@\ncy@\n")];
    // Who holds the import's row stops it when its people are in and not yet for others to see.
    const holder = await database.owner.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM imports WHERE id = $1 FOR UPDATE", [first]);
      const running = [its.run(first)];
      await expect.poll(countBlocked, { timeout: 10_000 }).toBe(1);
      running.push(its.run(first), its.run(second));
      await expect.poll(countBlocked, { timeout: 10_000 }).toBe(3);
      await holder.query("COMMIT");
      await Promise.all(running);
    } finally {
      holder.release(true);
    }
    expect((await its.read(first)).counts).toMatchObject({ added: 2 });
    expect((await its.read(second)).counts).toMatchObject({ added: 1, removed: 1 });
    const events = await its.prisma.auditEvent.count({ where: { subjectId: first, act: "roster.imported" } });
    expect(events).toBe(1);
  });

  it("takes 10,000 people", async () => {
    const its = await setUp();
    const id = await its.check(
      ["email;name", ...Array.from({ length: 10_000 }, (_, n) => `p${n}@;Person ${n}`)].join("\r\n"),
    );
    expect((await its.take(id)).counts).toMatchObject({ added: 10_000 });
    await tidyRosterImport({ pool: database.pool, id });
    expect(await its.prisma.importPerson.count({ where: { importId: id } })).toBe(0);
    expect(await its.prisma.importChunk.count({ where: { importId: id } })).toBe(0);
  });
});

it("gives one report for whatever comes in, and a second import adds nobody (T11)", async () => {
  const its = await setUp();
  const cell = fc.oneof(
    fc.emailAddress(),
    fc.constantFrom("", '"', "Ada", "=1+1", "teacher", "a@", "A\0", "Brook, Ada"),
    fc.string({ maxLength: 20 }),
  );
  const file = fc
    .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 20 })
    .map((rows) => rows.map((row) => row.join(";")).join("\n"));
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const [one, two] = [await its.check(text), await its.check(text)];
      const [first, second] = [await its.read(one), await its.read(two)];
      expect([first.state, first.counts, first.problem]).toEqual([second.state, second.counts, second.problem]);
      if (first.state !== "CHECKED") return;
      const before = (await its.roster()).length;
      expect((await its.take(one)).counts.added).toBe(first.counts.NEW);
      expect((await its.roster()).length).toBe(before + Number(first.counts.NEW));
      expect((await its.take(two)).counts.added).toBe(0);
    }),
    { numRuns: 30 },
  );
});

it("throws a file away that was not taken in, and no other", async () => {
  const its = await setUp();
  const [kept, dropped] = [await its.check("a@\n"), await its.check("b@\n")];
  await its.take(kept);
  const { prisma, proof } = its;
  expect(await discardImport({ prisma, proof, id: kept })).toMatchObject({ ok: false, reason: "busy" });
  expect(await discardImport({ prisma, proof, id: dropped })).toMatchObject({ ok: true });
  expect(await discardImport({ prisma, proof, id: dropped })).toMatchObject({ ok: true });
  expect(await prisma.importPerson.count({ where: { importId: dropped } })).toBe(0);
  const other = await setUp();
  expect(await discardImport({ prisma, proof: other.proof, id: kept })).toMatchObject({ ok: true });
  expect((await its.read(kept)).state).toBe("DONE");
});

async function countBlocked(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows[0]?.count ?? 0;
}
