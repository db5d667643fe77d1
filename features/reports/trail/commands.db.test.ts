import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordEvent } from "@/features/audit/commands";
import { claimCode, revealCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import type { Enrolment } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { enterUser } from "@/server/auth/enter-user";
import { sendStream } from "@/server/send-stream";
import { exportTrail } from "./commands";
import { acts, findPeople, readTrail } from "./queries";
import { readTrailFilter, type TrailQuery } from "./schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let place: Awaited<ReturnType<typeof buildPlace>>;
beforeEach(async () => {
  place = await buildPlace();
});

async function buildPlace() {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: 5 });
  const known = async (overrides: Partial<Enrolment>) => {
    const enrolment = await buildEnrolment(prisma, { courseId: course.id, ...overrides });
    return { enrolment, userId: (await enterUser(prisma, { email: enrolment.email })).id };
  };
  const iris = await known({ role: "INSTRUCTOR", name: "Iris Instructor" });
  const proof = { ...instructorOf({ course, offer, enrolment: iris.enrolment }), userId: iris.userId };
  return {
    course,
    proof,
    iris,
    /** Somebody who asked for a code and looked at it. */
    join: async (name: string) => {
      const { enrolment, userId } = await known({ name });
      const member = { ...memberOf({ course, offer, enrolment }), userId };
      await claimCode({ pool, proof: member });
      await revealCode({ prisma, proof: member });
      return enrolment;
    },
    record: (event: Partial<Parameters<typeof recordEvent>[1]>) =>
      prisma.$transaction((tx) =>
        recordEvent(tx, {
          courseId: course.id,
          actorId: iris.userId,
          act: "course.changed",
          subjectType: "course",
          subjectId: course.id,
          ...event,
        }),
      ),
  };
}

async function read(query: TrailQuery = {}) {
  const filter = readTrailFilter(query);
  const people = await findPeople({ pool: database.pool, proof: place.proof, person: filter.person });
  return readTrail({ pool: database.pool, proof: place.proof, filter, people });
}
const sentences = async (query: TrailQuery = {}) => (await read(query)).events.map(({ sentence }) => sentence);

describe("the trail of a course", () => {
  it("tells what happened in sentences, the newest first, with names as they read now", async () => {
    const nora = await place.join("Nora Newcomer");
    await place.record({ act: "enrolment.changed", subjectType: "enrolment", subjectId: nora.id });
    await database.prisma.enrolment.update({ where: { id: nora.id }, data: { name: "Nora Renamed" } });
    expect(await sentences()).toEqual([
      "Iris Instructor changed the place of Nora Renamed",
      "Nora Renamed revealed the code of AWS credit",
      "Nora Renamed was given a code of AWS credit",
    ]);
  });

  it("holds nothing of another course", async () => {
    const other = await buildPlace();
    await other.record({});
    expect(await sentences()).toEqual([]);
  });

  it("is found by person, whether they did it or it was done to them", async () => {
    const nora = await place.join("Nora Newcomer");
    await place.join("Ben Second");
    await place.record({ act: "enrolment.removed", subjectType: "enrolment", subjectId: nora.id });
    expect(await sentences({ person: "newcomer" })).toHaveLength(3);
    expect(await sentences({ person: nora.email.toUpperCase() })).toHaveLength(3);
    expect(await sentences({ person: "iris" })).toEqual(["Iris Instructor removed Nora Newcomer from the roster"]);
    const { pool } = database;
    expect(await findPeople({ pool, proof: place.proof, person: "%" })).toMatchObject({ found: 0 });
    expect(await findPeople({ pool, proof: place.proof, person: "" })).toBeNull();
  });

  it("is found by act and by day on the course's clocks", async () => {
    await place.join("Nora Newcomer");
    expect(await sentences({ act: "code.revealed" })).toEqual(["Nora Newcomer revealed the code of AWS credit"]);
    // Half past eleven in the evening, in Berlin of summer, is still the day before in Greenwich and so is half past midnight.
    const at = ["2026-07-01T21:30:00Z", "2026-07-01T22:30:00Z", "2026-07-02T22:30:00Z"];
    for (const instant of at) {
      await database.pool.query(
        "INSERT INTO audit_events (at, course_id, act, subject_type, subject_id) VALUES ($1, $2::text::uuid, 'course.opened', 'course', $2::text)",
        [instant, place.course.id],
      );
    }
    const { events } = await read({ from: "2026-07-02", until: "2026-07-02" });
    expect(events.map((event) => event.at.toISOString())).toEqual(["2026-07-01T22:30:00.000Z"]);
    expect(events[0]?.sentence).toBe("The portal opened the course to its participants");
  });

  it("comes by pages, each event once", async () => {
    for (let number = 0; number < 105; number += 1) await place.record({});
    const first = await read();
    expect(first.events).toHaveLength(100);
    const second = await read({ after: first.next ?? "" });
    expect(second.next).toBeNull();
    expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(105);
  });

  it("names nobody who has no place in the course any more", async () => {
    const nora = await place.join("Nora Newcomer");
    await database.pool.query(
      "UPDATE enrolments SET name = '', email = 'scrubbed-' || id || '@invalid' WHERE id = $1",
      [nora.id],
    );
    const told = JSON.stringify(await read());
    expect(told).toMatch(/scrubbed-\S+@invalid revealed the code of AWS credit/);
    expect(told).not.toContain("Nora");
    expect(told).not.toContain(nora.email);
  });
});

it("is taken out as a file, as the filters have it, and that is an event of its own", async () => {
  await place.join("=Nora");
  const filter = readTrailFilter({ act: "code.revealed" });
  const outcome = await exportTrail({ ...database, proof: place.proof, filter, people: null });
  if (!outcome.ok) throw new Error(outcome.sentence);
  const rows: Record<string, string>[] = parse(await sendStream(outcome.value).text(), { bom: true, columns: true });
  expect(rows).toMatchObject([
    { "What happened": "'=Nora revealed the code of AWS credit", Who: "'=Nora", Act: "code.revealed" },
  ]);
  expect(rows[0]?.Time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
  expect((await sentences())[0]).toBe("Iris Instructor downloaded the trail of AWS credit, 1 row");
});

it("knows every act by its label", () => {
  expect(acts.length).toBeGreaterThan(45);
});
