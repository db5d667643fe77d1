import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { prepareDeadlocks, withDeadlocks } from "@/faults/meet-in-deadlock";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { queryDespiteDeadlock } from "@/server/db";
import { replaceCode } from "./allocations/commands";
import { giveCode } from "./bulk/commands";
import { claimCode } from "./commands";
import { moveCodes } from "./spares/commands";

let db: TestDatabase;
let scene: Awaited<ReturnType<typeof buildScene>>;
beforeAll(async () => {
  db = await createTestDatabase();
  await prepareDeadlocks(db.owner);
  await db.owner.query(
    "CREATE FUNCTION meet_once() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM meet_in_deadlock(1); RETURN NEW; END'",
  );
});
afterAll(() => db.drop());
beforeEach(async () => {
  scene = await buildScene();
});

async function buildScene() {
  const { prisma } = db;
  const course = await buildCourse(prisma);
  const [offer, other] = [
    await buildOffer(prisma, { courseId: course.id }),
    await buildOffer(prisma, { courseId: course.id }),
  ];
  await buildBatch(prisma, { offer, codes: 3 });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id });
  const teacher = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  return {
    other,
    mine: memberOf({ course, offer, enrolment }),
    proof: instructorOf({ course, offer, enrolment: teacher }),
  };
}

const ask = (text: string, deadlocks: number) =>
  withDeadlocks({ owner: db.owner, deadlocks, task: () => queryDespiteDeadlock(db.pool, text, []) });

it("a statement that PostgreSQL ends for a deadlock is run again, until it comes through", async () => {
  for (const deadlocks of [0, 1, 3]) {
    const { answer, tries } = await ask(`SELECT meet_in_deadlock(${deadlocks})::int AS made`, deadlocks);
    expect(answer).toMatchObject({ status: "fulfilled", value: { rows: [{ made: deadlocks + 1 }] } });
    expect(tries).toBe(deadlocks + 1);
  }
});

it("but four times at most, and never for another fault", async () => {
  const { answer, tries } = await ask("SELECT meet_in_deadlock(9)", 4);
  expect(answer).toMatchObject({ status: "rejected", reason: { code: "40P01" } });
  expect(tries).toBe(4);
  const other = await ask("SELECT 1 / (meet_in_deadlock(0) - 1)", 0);
  expect(other).toMatchObject({ answer: { status: "rejected", reason: { code: "22012" } }, tries: 1 });
});

const ACTS: Record<string, { table: string; prepare?: () => Promise<unknown>; act: () => Promise<unknown> }> = {
  "asking for a code": {
    table: "allocations",
    act: async () => expect(await claimCode({ ...db, proof: scene.mine })).toMatchObject({ outcome: "allocated" }),
  },
  "giving one": {
    table: "allocations",
    act: async () =>
      expect(await giveCode({ ...db, proof: scene.proof, enrolmentId: scene.mine.enrolmentId })).toMatchObject({
        ok: true,
      }),
  },
  "replacing one": {
    table: "allocations",
    prepare: () => claimCode({ ...db, proof: scene.mine }),
    act: async () => {
      const { id } = await db.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: scene.mine.enrolmentId } });
      expect(await replaceCode({ ...db, proof: scene.proof, allocationId: id })).toMatchObject({ ok: true });
    },
  },
  "moving some": {
    table: "batches",
    act: async () =>
      expect(await moveCodes({ ...db, proof: scene.proof, target: scene.other.slug, count: 2 })).toMatchObject({
        ok: true,
        value: { count: 2 },
      }),
  },
};

it.each(Object.entries(ACTS))("%s outlives a deadlock, and is done once", async (_name, { table, prepare, act }) => {
  await prepare?.();
  await db.owner.query(`CREATE TRIGGER meet_once BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION meet_once()`);
  try {
    const { answer, tries } = await withDeadlocks({ owner: db.owner, deadlocks: 1, task: act });
    expect(answer).toMatchObject({ status: "fulfilled" });
    expect(tries).toBe(2);
  } finally {
    await db.owner.query(`DROP TRIGGER meet_once ON ${table}`);
  }
  const where = {
    offerId: scene.mine.offerId,
    act: { in: ["code.allocated", "code.given", "code.replaced", "codes.moved"] },
  };
  const prior = prepare ? 1 : 0;
  expect(await db.prisma.auditEvent.count({ where })).toBe(1 + prior);
});
