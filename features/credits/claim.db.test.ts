import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { createTestDatabase } from "@/scripts/test-database";
import { claimCode } from "./commands";

let db: Awaited<ReturnType<typeof createTestDatabase>>;
let course: Course;

beforeAll(async () => {
  db = await createTestDatabase({ connections: 16 });
  course = await buildCourse(db.prisma);
});
afterAll(() => db.drop());

async function buildClass(size: number): Promise<Enrolment[]> {
  const { count } = await db.prisma.enrolment.createMany({
    data: Array.from({ length: size }, (_, n) => ({
      courseId: course.id,
      email: `class-${Date.now()}-${Math.random()}-${n}@example.org`,
    })),
  });
  return db.prisma.enrolment.findMany({ where: { courseId: course.id }, orderBy: { id: "desc" }, take: count });
}

function claim(offer: Offer, enrolment: Enrolment) {
  const { offerId, enrolmentId } = memberOf({ course, offer, enrolment });
  return claimCode({ pool: db.pool, proof: { offerId, enrolmentId, userId: null } });
}

describe("500 people claim at once from a pool of 200 (T1)", () => {
  it("gives exactly 200 codes, none twice, nobody two, and tells 300 that they wait", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    await buildBatch(db.prisma, { offer, codes: 200 });
    const people = await buildClass(500);

    const answers = await Promise.all(people.map((person) => claim(offer, person)));

    expect(answers.filter(({ outcome }) => outcome === "allocated")).toHaveLength(200);
    expect(answers.filter(({ outcome }) => outcome === "waiting")).toHaveLength(300);
    const allocations = await db.prisma.allocation.findMany({ where: { offerId: offer.id } });
    expect(new Set(allocations.map(({ codeId }) => codeId)).size).toBe(200);
    expect(new Set(allocations.map(({ enrolmentId }) => enrolmentId)).size).toBe(200);
    expect(await db.prisma.code.count({ where: { offerId: offer.id, state: "ALLOCATED" } })).toBe(200);
    expect(await db.prisma.auditEvent.count({ where: { offerId: offer.id, act: "code.allocated" } })).toBe(200);
    expect(await db.prisma.request.count({ where: { offerId: offer.id, state: "WAITING" } })).toBe(300);
  });

  // The control: the same load on the same function with its lock and the indexes taken away. If this found no duplicate,
  // the test above could not see the bug either.
  it("control: without the lock and the indexes codes are given twice", async () => {
    const bare = await createTestDatabase({ connections: 16 });
    try {
      await bare.owner.query(`DROP INDEX "allocations_code_once"`);
      const { rows } = await bare.pool.query<{ definition: string }>(
        "SELECT pg_get_functiondef('lock_available_code(uuid)'::regprocedure) AS definition",
      );
      const unlocked = (rows[0]?.definition ?? "").replaceAll(/FOR UPDATE( SKIP LOCKED)?/g, "");
      expect(unlocked).not.toBe(rows[0]?.definition);
      await bare.owner.query(unlocked);
      const ownCourse = await buildCourse(bare.prisma);
      const offer = await buildOffer(bare.prisma, { courseId: ownCourse.id });
      await buildBatch(bare.prisma, { offer, codes: 200 });
      const people = await Promise.all(
        Array.from({ length: 500 }, () => buildEnrolment(bare.prisma, { courseId: ownCourse.id })),
      );

      await Promise.all(
        people.map(({ id }) =>
          claimCode({ pool: bare.pool, proof: { offerId: offer.id, enrolmentId: id, userId: null } }),
        ),
      );

      const allocations = await bare.prisma.allocation.findMany({ where: { offerId: offer.id } });
      expect(new Set(allocations.map(({ codeId }) => codeId)).size).toBeLessThan(allocations.length);
    } finally {
      await bare.drop();
    }
  });
});

describe("one person asks many times (T2)", () => {
  it("answers 50 at once and 50 in a row with the same allocation", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    await buildBatch(db.prisma, { offer, codes: 60 });
    const person = await buildEnrolment(db.prisma, { courseId: course.id });

    const atOnce = await Promise.all(Array.from({ length: 50 }, () => claim(offer, person)));
    const inARow = [];
    for (let time = 0; time < 50; time += 1) {
      inARow.push(await claim(offer, person));
    }

    expect(new Set([...atOnce, ...inARow].map(({ allocationId }) => allocationId)).size).toBe(1);
    expect(atOnce.filter(({ outcome }) => outcome === "allocated")).toHaveLength(1);
    expect(await db.prisma.code.count({ where: { offerId: offer.id, state: "AVAILABLE" } })).toBe(59);
    expect(
      await db.prisma.outboxJob.count({
        where: { payload: { path: ["allocationId"], equals: atOnce[0]?.allocationId ?? "" } },
      }),
    ).toBe(1);
  });
});

describe("one person, many tabs, and a single code", () => {
  it("tells every tab of that code, none that the pool is empty", async () => {
    for (let round = 0; round < 10; round += 1) {
      const offer = await buildOffer(db.prisma, { courseId: course.id });
      await buildBatch(db.prisma, { offer, codes: 1 });
      const person = await buildEnrolment(db.prisma, { courseId: course.id });
      const answers = await Promise.all(Array.from({ length: 8 }, () => claim(offer, person)));
      expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(
        ["allocated", ...Array(7).fill("already-yours")].toSorted(),
      );
      expect(new Set(answers.map(({ allocationId }) => allocationId)).size).toBe(1);
    }
  });
});

describe("which code is given", () => {
  it("takes the batch that expires first, and none that has expired", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    await buildBatch(db.prisma, { offer, codes: 3 });
    await buildBatch(db.prisma, { offer, codes: 3, expiresAt: inDays(-1) });
    const soon = await buildBatch(db.prisma, { offer, codes: 3, expiresAt: inDays(3) });
    const people = await buildClass(7);

    for (const person of people.slice(0, 3)) {
      await claim(offer, person);
    }
    const first = await db.prisma.allocation.findMany({ where: { offerId: offer.id }, include: { code: true } });
    expect(first.map(({ code }) => code.batchId)).toEqual([soon.id, soon.id, soon.id]);

    const rest = await Promise.all(people.slice(3).map((person) => claim(offer, person)));
    expect(rest.map(({ outcome }) => outcome).sort()).toEqual(["allocated", "allocated", "allocated", "waiting"]);
  });

  it("waits for a code that another call has locked before it says that the pool is empty", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    await buildBatch(db.prisma, { offer, codes: 1 });
    const person = await buildEnrolment(db.prisma, { courseId: course.id });
    const other = await db.pool.connect();
    try {
      await other.query("BEGIN");
      await other.query("SELECT lock_available_code($1)", [offer.id]);
      const answer = claim(offer, person);
      await expect.poll(() => countWaiting(), { timeout: 5000 }).toBe(1);
      await other.query("ROLLBACK");
      expect((await answer).outcome).toBe("allocated");
    } finally {
      other.release();
    }
  });
});

async function countWaiting(): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows[0]?.count ?? 0;
}

describe("a fault anywhere in the claim (T29)", () => {
  const tables = ["requests", "allocations", "codes", "audit_events", "outbox_jobs"];

  it.each(tables)("leaves nothing half done when writing to %s fails", async (table) => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    await buildBatch(db.prisma, { offer, codes: 2 });
    const person = await buildEnrolment(db.prisma, { courseId: course.id });
    await db.owner.query(
      `CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fault'; END $$`,
    );
    await db.owner.query(
      `CREATE TRIGGER fault BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fault()`,
    );
    try {
      await expect(claim(offer, person)).rejects.toThrow("fault");
    } finally {
      await db.owner.query(`DROP TRIGGER fault ON ${table}`);
    }
    const where = { where: { offerId: offer.id } };
    expect(await db.prisma.request.count(where)).toBe(0);
    expect(await db.prisma.allocation.count(where)).toBe(0);
    expect(await db.prisma.auditEvent.count(where)).toBe(0);
    expect(await db.prisma.code.count({ where: { offerId: offer.id, state: "AVAILABLE" } })).toBe(2);
    expect((await claim(offer, person)).outcome).toBe("allocated");
  });
});

describe("the database's clock decides (T30)", () => {
  it("opens and closes to the second", async () => {
    const around = async (opens: string, closes: string) => {
      const offer = await buildOffer(db.prisma, { courseId: course.id });
      await buildBatch(db.prisma, { offer, codes: 1 });
      await db.pool.query(
        "UPDATE offers SET opens_at = now() + $2::interval, closes_at = now() + $3::interval WHERE id = $1",
        [offer.id, opens, closes],
      );
      return (await claim(offer, await buildEnrolment(db.prisma, { courseId: course.id }))).outcome;
    };
    expect(await around("2 seconds", "1 hour")).toBe("not-yet-open");
    expect(await around("-1 second", "1 hour")).toBe("allocated");
    expect(await around("-1 hour", "2 seconds")).toBe("allocated");
    expect(await around("-1 hour", "-1 second")).toBe("closed");
  });

  it("ends the last day to redeem at midnight in the course's zone, over a change of the clocks", async () => {
    const { rows } = await db.pool.query<{ end: Date }>(
      "SELECT (date '2026-03-28' + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS end UNION ALL SELECT (date '2026-03-29' + 1)::timestamp AT TIME ZONE 'Europe/Berlin'",
    );
    expect(rows.map(({ end }) => end.toISOString())).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
  });
});

describe("the waiting list is fair by time", () => {
  const waitFor = async (offer: Offer) => {
    const [person] = await buildClass(1);
    if (!person) throw new Error("nobody was built");
    expect((await claim(offer, person)).outcome).toBe("waiting");
    return person;
  };

  it("puts who asks between an import and its job behind those who wait, and sees to it that the list is served", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    const first = await waitFor(offer);
    const second = await waitFor(offer);
    await buildBatch(db.prisma, { offer, codes: 2 });
    await db.prisma.outboxJob.deleteMany();

    const [newcomer] = await buildClass(1);
    expect(newcomer && (await claim(offer, newcomer)).outcome).toBe("waiting");
    expect((await claim(offer, second)).outcome).toBe("waiting");
    expect(await db.prisma.outboxJob.count({ where: { task: "serve-waiting" } })).toBe(1);

    expect((await claim(offer, first)).outcome).toBe("allocated");
    expect((await claim(offer, second)).outcome).toBe("allocated");
  });

  it("is not held up by somebody who has left the course", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    const gone = await waitFor(offer);
    const next = await waitFor(offer);
    await db.prisma.enrolment.update({ where: { id: gone.id }, data: { removedAt: new Date() } });
    await buildBatch(db.prisma, { offer, codes: 1 });
    expect((await claim(offer, next)).outcome).toBe("allocated");
  });
});
