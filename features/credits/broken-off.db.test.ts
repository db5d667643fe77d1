import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Break, breakDatabase } from "@/faults/break-database";
import { findViolations } from "@/faults/check";
import { recordEvent } from "@/features/audit/commands";
import { startImport } from "@/features/courses/imports/commands";
import { replaceCode, revokeCode } from "@/features/credits/allocations/commands";
import { checkCodes } from "@/features/credits/checks/commands";
import { importCodes } from "@/features/credits/imports/commands";
import { findCodeColumns } from "@/features/credits/imports/rules";
import { approveRequest } from "@/features/credits/requests/commands";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer, nextNumber } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Database } from "@/server/db";
import { askForCode, claimCode, revealCode } from "./commands";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

async function buildScene({ policy = "AUTOMATIC" }: { policy?: "AUTOMATIC" | "BY_APPROVAL" } = {}) {
  const course = await buildCourse(db.prisma);
  const offer = await buildOffer(db.prisma, { courseId: course.id, policy });
  await buildBatch(db.prisma, { offer, codes: 2 });
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id });
  const teacher = await buildEnrolment(db.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  return {
    mine: memberOf({ course, offer, enrolment }),
    proof: instructorOf({ course, offer, enrolment: teacher }),
  };
}

async function allocated({ isRevealed = false } = {}) {
  const scene = await buildScene();
  const { allocationId } = await claimCode({ pool: db.pool, proof: scene.mine });
  if (isRevealed) await revealCode({ prisma: db.prisma, proof: scene.mine });
  return { ...scene, allocationId: allocationId ?? "" };
}

async function checkedImport() {
  const { proof } = await buildScene();
  const about = { kind: "CODES", proof, recognise: findCodeColumns } as const;
  const bytes = Array.from({ length: 3 }, () => `BROKEN${process.pid}X${nextNumber()}`).join("\n");
  const sent = await buildImport({ prisma: db.prisma, ring: TEST_KEYS.codeRing, about, bytes });
  const id = sent.id ?? "";
  await checkCodes({ ...db, keys: TEST_KEYS, id });
  await startImport({ prisma: db.prisma, proof, kind: "CODES", id, options: {} });
  return id;
}

/** Each makes a scene of its own and answers with the command on it, to be called once broken and once whole. */
type Act = () => Promise<(through: Database) => Promise<unknown>>;
const ACTS: Record<string, Act> = {
  claim: async () => {
    const { mine } = await buildScene();
    return ({ pool }) => askForCode({ pool, proof: mine, answers: {} });
  },
  reveal: async () => {
    const { mine } = await allocated();
    return ({ prisma }) => revealCode({ prisma, proof: mine });
  },
  replace: async () => {
    const { proof, allocationId } = await allocated({ isRevealed: true });
    return ({ pool }) => replaceCode({ pool, proof, allocationId });
  },
  revoke: async () => {
    const { proof, allocationId } = await allocated({ isRevealed: true });
    return ({ pool }) => revokeCode({ pool, proof, allocationId });
  },
  import: async () => {
    const id = await checkedImport();
    return (through) => importCodes({ ...through, keys: TEST_KEYS, id, userId: null });
  },
  approve: async () => {
    const { mine, proof } = await buildScene({ policy: "BY_APPROVAL" });
    await claimCode({ pool: db.pool, proof: mine });
    const request = await db.prisma.request.findFirstOrThrow({ where: { enrolmentId: mine.enrolmentId } });
    return ({ prisma }) => approveRequest({ prisma, proof, requestId: request.id });
  },
};

const violations = () => findViolations({ pool: db.pool, mails: "in-outbox" });

/** Breaks the act off at its first statement, its second, and so on until it comes through. Answers with how many statements it has. */
async function breakEverywhere({ act, moment, then }: { act: Act; then: () => Promise<void> } & Pick<Break, "moment">) {
  for (let at = 1; ; at += 1) {
    const run = await act();
    const through = breakDatabase({ url: db.url, at, moment });
    const isWhole = await run(through).then(
      () => true,
      () => false,
    );
    const hasBroken = through.hasBroken();
    await through.close();
    await then();
    if (!hasBroken) {
      expect(isWhole).toBe(true);
      return at - 1;
    }
    await run(db);
    await then();
  }
}

describe.each(Object.entries(ACTS))("an exception at every await of %s (T29)", (_name, act) => {
  it.each(["before", "after"] as const)("leaves all of it or nothing, thrown %s each statement", async (moment) => {
    const then = async () => expect(await violations()).toEqual([]);
    expect(await breakEverywhere({ act, moment, then })).toBeGreaterThan(0);
  });

  it.each(["BEFORE", "AFTER"])(
    "leaves all of it or nothing, raised %s each of its writes in the database",
    async (moment) => {
      await db.pool.query(
        "CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fault'; END $$",
      );
      const reached: string[] = [];
      for (const table of ["requests", "allocations", "codes", "batches", "audit_events", "outbox_jobs"]) {
        const run = await act();
        await db.pool.query(
          `CREATE TRIGGER fault ${moment} INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fault()`,
        );
        await run(db).catch(() => reached.push(table));
        await db.pool.query(`DROP TRIGGER fault ON ${table}`);
        expect(await violations()).toEqual([]);
        await run(db);
        expect(await violations()).toEqual([]);
      }
      expect(reached).toContain("audit_events");
    },
  );
});

it("control: a reveal in two statements without a transaction is seen to leave its half (T29)", async () => {
  const half: Act = async () => {
    const { mine } = await allocated();
    return async ({ prisma }) => {
      await prisma.allocation.updateMany({
        where: { enrolmentId: mine.enrolmentId, state: "ALLOCATED" },
        data: { state: "REVEALED", revealedAt: new Date() },
      });
      const { id } = await prisma.allocation.findFirstOrThrow({ where: { enrolmentId: mine.enrolmentId } });
      await recordEvent(prisma, {
        courseId: mine.courseId,
        offerId: mine.offerId,
        actorId: mine.userId,
        act: "code.revealed",
        subjectType: "allocation",
        subjectId: id,
      });
    };
  };
  let seen = 0;
  const then = async () => {
    seen += (await violations()).length;
  };
  await breakEverywhere({ act: half, moment: "before", then });
  expect(seen).toBeGreaterThan(0);
});
