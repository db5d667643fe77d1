import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CourseInstructor, SignedIn } from "@/features/courses/access";
import { revokeCode } from "@/features/credits/allocations/commands";
import { claimCode, revealCode } from "@/features/credits/commands";
import { readMailFacts } from "@/features/credits/mails/queries";
import { addPerson, restorePerson } from "@/features/roster/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { enterUser } from "@/server/auth/enter-user";
import { isKnownAddress } from "@/server/auth/known-address";
import { exportPersonData, forgetPerson, scrubDueCourses } from "./commands";
import { countHoldings, readMyData } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const CODES = ["SECRET-CODE-0001", "SECRET-CODE-0002"];

async function setUp({ codes = 2, retainUntil = null as Date | null, redeemBy = undefined as Date | undefined } = {}) {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma, { retainUntil });
  const offer = await buildOffer(prisma, { courseId: course.id, ...(redeemBy && { redeemBy }) });
  const texts = CODES.slice(0, codes).map((code) => `${code}-${course.id}`);
  if (codes > 0) await buildBatch(prisma, { offer, codes: texts });
  const instructor = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR", name: "Iris Lead" });
  const participant = await buildEnrolment(prisma, { courseId: course.id, name: "Ada Brook" });
  const user = await enterUser(prisma, participant);
  const proof: CourseInstructor = instructorOf({ course, offer, enrolment: instructor });
  const claim = (enrolmentId: string) =>
    claimCode({ pool, proof: { offerId: offer.id, enrolmentId, userId: user.id } });
  const reveal = () => revealCode({ prisma, proof: memberOf({ course, offer, enrolment: participant }) });
  const stored = (id = participant.id) => prisma.enrolment.findUniqueOrThrow({ where: { id } });
  const forget = (enrolment = participant.id) => forgetPerson({ prisma, proof, enrolment });
  const acts = async () =>
    (await prisma.auditEvent.findMany({ where: { courseId: course.id }, orderBy: { id: "asc" } })).map(
      ({ act }) => act,
    );
  return { prisma, course, offer, instructor, participant, user, proof, claim, reveal, stored, forget, acts, texts };
}

/** Whether a text stands anywhere in the rows of the tables that hold people's words. */
async function isKept(text: string): Promise<boolean> {
  const tables = "enrolments users requests allocations answers deliveries messages audit_events outbox_jobs".split(
    " ",
  );
  const found = await Promise.all(
    tables.map((table) =>
      database.pool.query(`SELECT 1 FROM ${table} t WHERE t::text ILIKE '%' || $1 || '%' LIMIT 1`, [text]),
    ),
  );
  return found.some(({ rowCount }) => rowCount !== 0);
}

describe("forgetPerson", () => {
  it("scrubs why a code of theirs was revoked, which may name them", async () => {
    const { prisma, course, offer, instructor, participant, claim, reveal, forget } = await setUp();
    const { allocationId } = await claim(participant.id);
    await reveal();
    const reason = `Ada is ill, ${participant.id}`;
    const by = instructorOf({ course, offer, enrolment: instructor });
    const ended = { pool: database.pool, proof: by, allocationId: allocationId ?? "" };
    await revokeCode({ ...ended, reason });
    expect(await isKept(reason)).toBe(true);
    expect(await forget()).toMatchObject({ ok: true });
    expect(await isKept(reason)).toBe(false);
    expect(await prisma.allocation.count({ where: { id: ended.allocationId, state: "REVOKED" } })).toBe(1);
  });

  it("removes, scrubs what names the person, and leaves the counts and the trail", async () => {
    const { prisma, course, offer, participant, user, claim, reveal, stored, forget, acts } = await setUp();
    await claim(participant.id);
    await reveal();
    const at = { courseId: course.id, offerId: offer.id };
    const question = await prisma.question.create({ data: { ...at, position: 1, text: "Why?" } });
    const request = await prisma.request.findFirstOrThrow({ where: { enrolmentId: participant.id } });
    const [answer, reason] = [`answer ${user.id}`, `reason ${user.id}`];
    await prisma.answer.create({
      data: { requestId: request.id, questionId: question.id, courseId: course.id, text: answer },
    });
    await prisma.request.update({ where: { id: request.id }, data: { reason } });
    const message = await prisma.message.create({
      data: { courseId: course.id, kind: "LETTER", subject: "Hello", body: "Hello" },
    });
    await prisma.delivery.create({
      data: {
        ...{ messageId: message.id, enrolmentId: participant.id, courseId: course.id },
        ...{ address: participant.email, state: "REFUSED", answer: `550 no ${participant.email}` },
      },
    });
    const letterTo = async (subject: string, ...people: { id: string; email: string }[]) => {
      const data = { courseId: course.id, kind: "LETTER", subject, body: `Dear ${subject}` } as const;
      const { id } = await prisma.message.create({ data });
      for (const { id: enrolmentId, email: address } of people) {
        await prisma.delivery.create({ data: { messageId: id, enrolmentId, courseId: course.id, address } });
      }
    };
    const [alone, both] = [`Ada alone ${user.id}`, `Ada and Eve ${user.id}`];
    await letterTo(alone, participant);
    const other = await buildEnrolment(prisma, { courseId: course.id });
    await letterTo(both, participant, other);
    expect(await isKept(participant.email)).toBe(true);

    expect(await forget()).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject({
      name: "",
      email: `gone-${participant.id}@scrubbed.invalid`,
      removedAt: expect.any(Date),
      scrubbedAt: expect.any(Date),
    });
    for (const text of [participant.email, answer, reason, alone]) expect(await isKept(text), text).toBe(false);
    // Somebody else still reads it; when they are forgotten as well, it is gone.
    expect(await isKept(both)).toBe(true);
    await forget(other.id);
    expect(await isKept(both)).toBe(false);
    expect(await prisma.user.findUnique({ where: { id: user.id } })).toBeNull();
    expect(await prisma.allocation.findMany({ where: { enrolmentId: participant.id } })).toMatchObject([
      { state: "REVEALED" },
    ]);
    expect((await acts()).slice(-3)).toEqual(["code.revealed", "enrolment.scrubbed", "enrolment.scrubbed"]);
    expect(await forget()).toMatchObject({ ok: true });
    expect((await acts()).filter((act) => act === "enrolment.scrubbed")).toHaveLength(2);
  });

  it("gives back a code that nobody has seen, and cancels what is open", async () => {
    const { prisma, course, participant, claim, forget, acts } = await setUp({ codes: 1 });
    const waiting = await buildEnrolment(prisma, { courseId: course.id });
    await claim(participant.id);
    await claim(waiting.id);
    expect(await countHoldings({ prisma, enrolment: participant.id })).toEqual({
      unseen: 1,
      uncertain: 0,
      seen: 0,
      open: 0,
    });
    expect(await countHoldings({ prisma, enrolment: waiting.id })).toEqual({
      unseen: 0,
      uncertain: 0,
      seen: 0,
      open: 1,
    });
    await prisma.outboxJob.deleteMany();
    await forget();
    expect(await prisma.allocation.findMany({ where: { enrolmentId: participant.id } })).toMatchObject([
      { state: "RELEASED", revealedAt: null },
    ]);
    expect(await prisma.code.findMany({ where: { courseId: course.id } })).toMatchObject([{ state: "AVAILABLE" }]);
    // The mail that the code is gone finds nobody to go to.
    const [mail, ...jobs] = await prisma.outboxJob.findMany({ orderBy: { id: "asc" } });
    expect(jobs).toMatchObject([{ task: "serve-waiting" }]);
    const about = mail?.payload as { kind: string; allocationId: string };
    expect(about).toMatchObject({ kind: "released" });
    expect(await readMailFacts({ prisma, about })).toBeNull();
    await forget(waiting.id);
    expect(await prisma.request.findMany({ where: { enrolmentId: waiting.id } })).toMatchObject([
      { state: "CANCELLED" },
    ]);
    expect(await acts()).toEqual(expect.arrayContaining(["code.released", "request.cancelled"]));
  });

  it("tells before what becomes of a code given before a restored backup: it stays, as release_code has it", async () => {
    const { prisma, offer, participant, claim, forget } = await setUp({ codes: 1 });
    await claim(participant.id);
    await prisma.offer.update({ where: { id: offer.id }, data: { restoredTo: new Date(Date.now() + DAY) } });
    const holdings = { unseen: 0, uncertain: 1, seen: 0, open: 0 };
    expect(await countHoldings({ prisma, enrolment: participant.id })).toEqual(holdings);
    await forget();
    expect(await prisma.allocation.findMany({ where: { enrolmentId: participant.id } })).toMatchObject([
      { state: "ALLOCATED" },
    ]);
    // Given after the backup, it goes back.
    await prisma.offer.update({ where: { id: offer.id }, data: { restoredTo: daysAgo(1) } });
    expect(await countHoldings({ prisma, enrolment: participant.id })).toEqual({
      ...holdings,
      unseen: 1,
      uncertain: 0,
    });
  });

  it("never gives back a code that is revealed at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { prisma, course, participant, claim, reveal, forget } = await setUp({ codes: 1 });
      await claim(participant.id);
      await Promise.all([forget(), reveal()]);
      const allocation = await prisma.allocation.findFirstOrThrow({
        where: { courseId: course.id },
        include: { code: true },
      });
      expect([allocation.state, allocation.code.state]).toEqual(
        allocation.revealedAt ? ["REVEALED", "ALLOCATED"] : ["RELEASED", "AVAILABLE"],
      );
    }
  });

  it("refuses the last instructor and people of another course, and keeps an account that is needed elsewhere", async () => {
    const { prisma, instructor, participant, user, proof, forget } = await setUp();
    const other = await setUp();
    expect(await forget(instructor.id)).toMatchObject({ ok: false, reason: "last-instructor" });
    expect(await forget(other.participant.id)).toMatchObject({ ok: false, reason: "missing" });
    await buildEnrolment(prisma, { courseId: other.course.id, email: participant.email });
    await forget();
    expect(await prisma.user.findUnique({ where: { id: user.id } })).toMatchObject({ sessionVersion: 2 });
    expect(await restorePerson({ prisma, proof, enrolment: participant.id })).toMatchObject({
      ok: false,
      reason: "scrubbed",
    });
    const person = { email: participant.email, name: "Ada Brook", role: "PARTICIPANT" } as const;
    expect(await addPerson({ prisma, proof, person })).toMatchObject({ ok: true });
  });
});

describe("scrubDueCourses", () => {
  it("scrubs participants, assistants and removed instructors after the day, once, and archives the course", async () => {
    const { prisma, course, offer, instructor, participant, claim, stored, acts } = await setUp({
      retainUntil: daysAgo(2),
      redeemBy: daysAgo(3),
    });
    await prisma.offer.updateMany({ where: { courseId: course.id }, data: { redeemBy: new Date(Date.now() + DAY) } });
    await claim(participant.id);
    await prisma.offer.updateMany({ where: { courseId: course.id }, data: { redeemBy: daysAgo(3) } });
    const assistant = await buildEnrolment(prisma, { courseId: course.id, role: "ASSISTANT" });
    const former = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR", removedAt: new Date() });
    const message = await prisma.message.create({
      data: { courseId: course.id, kind: "LETTER", subject: "For Ada Brook", body: "Dear Ada Brook" },
    });
    const file = await prisma.import.create({
      data: { courseId: course.id, kind: "ROSTER", state: "CHECKED", fileName: "Ada Brook and others.csv" },
    });
    await prisma.importPerson.create({
      data: { importId: file.id, line: 1, status: "NEW", email: "ada@example.org", name: "Ada Brook" },
    });
    await prisma.batch.updateMany({ where: { courseId: course.id }, data: { fileName: "codes for Ada Brook.csv" } });
    const selection = { kind: "requests", list: "pending", q: "Ada Brook", asOf: "", reason: "As for Ada Brook." };
    const act = { courseId: course.id, offerId: offer.id, act: "decline", selection };
    const { id: actId } = await prisma.bulkAct.create({ data: act, select: { id: true } });
    await Promise.all([scrubDueCourses({ prisma }), scrubDueCourses({ prisma })]);
    // It does not know any more for whom it is.
    expect(await prisma.bulkAct.findUnique({ where: { id: actId } })).toMatchObject({ finishedAt: expect.any(Date) });
    for (const table of ["messages", "imports", "batches", "bulk_acts"]) {
      const { rows } = await database.pool.query(
        `SELECT 1 FROM ${table} t WHERE t.course_id = $1 AND t::text ILIKE '%Ada Brook%'`,
        [course.id],
      );
      expect(rows, table).toEqual([]);
    }
    expect(await prisma.importPerson.count({ where: { importId: file.id } })).toBe(0);
    for (const { id } of [participant, assistant, former]) {
      expect(await stored(id)).toMatchObject({ name: "", scrubbedAt: expect.any(Date) });
    }
    const scrubbed = await stored();
    expect(scrubbed).toMatchObject({ role: "PARTICIPANT", removedAt: null });
    expect(await isKnownAddress({ db: prisma, email: scrubbed.email })).toBe(false);
    const { id: allocationId } = await prisma.allocation.findFirstOrThrow({ where: { enrolmentId: participant.id } });
    expect(await readMailFacts({ prisma, about: { allocationId } })).toBeNull();
    expect(await stored(instructor.id)).toMatchObject({ name: "Iris Lead", scrubbedAt: null });
    expect(await prisma.course.findUniqueOrThrow({ where: { id: course.id } })).toMatchObject({
      scrubbedAt: expect.any(Date),
      archivedAt: expect.any(Date),
    });
    expect(await prisma.message.findUniqueOrThrow({ where: { id: message.id } })).toMatchObject({
      subject: "Words scrubbed",
      body: "",
    });
    expect(await prisma.allocation.count({ where: { courseId: course.id, state: "ALLOCATED" } })).toBe(1);
    expect((await acts()).filter((act) => act === "course.scrubbed")).toHaveLength(1);
    expect(await scrubDueCourses({ prisma })).toBe(0);

    const late = await buildEnrolment(prisma, { courseId: course.id });
    expect(await scrubDueCourses({ prisma })).toBe(1);
    expect(await stored(late.id)).toMatchObject({ scrubbedAt: expect.any(Date) });
  });

  it.each([
    ["no day is set", { retainUntil: null, redeemBy: daysAgo(3) }],
    ["a code can still be redeemed", { retainUntil: daysAgo(2), redeemBy: new Date(Date.now() + 2 * DAY) }],
  ])("leaves everything where %s", async (_name, overrides) => {
    const { prisma, stored, participant } = await setUp(overrides);
    await scrubDueCourses({ prisma });
    expect(await stored()).toMatchObject({ email: participant.email, scrubbedAt: null });
  });

  it("leaves everything on the day itself, which is the course's own", async () => {
    const { prisma, course, stored, participant } = await setUp({ redeemBy: daysAgo(3) });
    await prisma.$executeRaw`
      UPDATE courses SET retain_until = (now() AT TIME ZONE time_zone)::date WHERE id = ${course.id}::uuid`;
    await scrubDueCourses({ prisma });
    expect(await stored()).toMatchObject({ email: participant.email, scrubbedAt: null });
  });
});

describe("the data of a person", () => {
  it("is everything about the own address, without codes and without other people", async () => {
    const { prisma, course, participant, user, claim, reveal, texts } = await setUp();
    await buildEnrolment(prisma, { courseId: course.id, name: "Somebody Else" });
    await claim(participant.id);
    await reveal();
    const draft = await buildCourse(prisma, { openedAt: null, title: "Still a secret" });
    await buildEnrolment(prisma, { courseId: draft.id, email: participant.email });
    const proof = { userId: user.id, email: participant.email, isAdministrator: false } as SignedIn;
    const data = await readMyData({ prisma, proof });
    expect(data).toMatchObject({
      address: participant.email,
      account: { name: "Ada Brook" },
      places: [
        {
          course: `${course.title}, ${course.term}`,
          requests: [{ state: "FULFILLED", answers: [] }],
          allocations: [{ state: "REVEALED" }],
        },
        { course: null },
      ],
    });
    expect(data.trail.map(({ act }) => act)).toContain("code.allocated");
    const text = JSON.stringify(data);
    const codes = await prisma.code.findMany({ where: { courseId: course.id } });
    const secrets = [...texts, ...codes.map(({ id }) => id), "Somebody Else", "Still a secret"];
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it("is handed to an instructor for this course alone, and recorded", async () => {
    const { prisma, proof, participant, acts } = await setUp();
    const other = await setUp();
    await buildEnrolment(prisma, { courseId: other.course.id, email: participant.email });
    const data = await exportPersonData({ prisma, proof, enrolment: participant.id });
    expect(data).toMatchObject({ address: participant.email, name: "Ada Brook" });
    expect(JSON.stringify(data)).not.toContain(other.course.title);
    expect(await acts()).toEqual(["enrolment.data-exported"]);
    expect(await exportPersonData({ prisma, proof, enrolment: other.participant.id })).toBeNull();
    expect(await other.acts()).toEqual([]);
  });
});
