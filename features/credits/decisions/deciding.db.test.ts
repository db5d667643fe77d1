import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferStaff } from "@/features/courses/access";
import { runBulkAct, startDecisions } from "@/features/credits/bulk/commands";
import type { DecidingAct, RequestSelection } from "@/features/credits/bulk/rules";
import { cancelRequest, claimCode } from "@/features/credits/commands";
import { approveRequest, declineRequest } from "@/features/credits/requests/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { assistantOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

let course: Course;
let offer: Offer;
let proof: OfferStaff;
beforeEach(async () => {
  const { prisma } = database;
  course = await buildCourse(prisma);
  offer = await buildOffer(prisma, { courseId: course.id, policy: "BY_APPROVAL" });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "ASSISTANT" });
  proof = assistantOf({ course, offer, enrolment });
});

const MINUTE = 60_000;
/** When the page told how many there are: what was asked before stood in it, what is decided by a test came after. */
const asOf = new Date(Date.now() - 10 * MINUTE).toISOString();

type Asked = { person: Enrolment; id: string };

/** Somebody who asks `ago` minutes before now; the page is ten minutes old. */
async function ask(ago: number, name = "Ada"): Promise<Asked> {
  const person = await buildEnrolment(database.prisma, { courseId: course.id, name });
  await claimCode({ pool: database.pool, proof: { offerId: offer.id, enrolmentId: person.id, userId: null } });
  const { rows } = await database.pool.query<{ id: string }>(
    `UPDATE requests SET created_at = now() - $2 * interval '1 minute',
       waiting_at = CASE WHEN waiting_at IS NOT NULL THEN now() - $2 * interval '1 minute' END
     WHERE enrolment_id = $1 RETURNING id`,
    [person.id, ago],
  );
  return { person, id: rows[0]?.id ?? "" };
}

const select = (wish: Partial<RequestSelection> = {}): RequestSelection => ({
  ...{ kind: "requests", list: "pending", q: "", asOf },
  ...wish,
});

async function start(act: DecidingAct, selection: RequestSelection): Promise<string> {
  const started = await startDecisions({ ...database, proof, act, selection });
  if (!started.ok) throw new Error(started.sentence);
  return started.value.bulkActId;
}

const read = (id: string) => database.prisma.bulkAct.findUniqueOrThrow({ where: { id } });
async function run(act: DecidingAct, selection: RequestSelection) {
  const bulkActId = await start(act, selection);
  await runBulkAct({ ...database, bulkActId });
  return read(bulkActId);
}

const stateOf = async ({ id }: Asked) => (await database.prisma.request.findUniqueOrThrow({ where: { id } })).state;
const states = (asked: Asked[]) => Promise.all(asked.map(stateOf));
const events = (act: string) => database.prisma.auditEvent.count({ where: { offerId: offer.id, act } });
const fill = (codes: number) => buildBatch(database.prisma, { offer, codes });

describe("deciding all requests that match", () => {
  it("approves them by the order of asking, and leaves alone what came in after the page", async () => {
    await fill(2);
    const [third, first, second] = [await ask(20), await ask(60), await ask(40)];
    const late = await ask(1);
    expect(await run("approve", select())).toMatchObject({
      total: 3,
      done: 3,
      counts: { allocated: 2, waiting: 1 },
      finishedAt: expect.any(Date),
    });
    expect(await states([first, second, third, late])).toEqual(["FULFILLED", "FULFILLED", "WAITING", "PENDING"]);
    expect(await events("request.approved")).toBe(3);
  });

  it("leaves alone what was decided since the page, in whatever way, and tells how many that were", async () => {
    await fill(5);
    const [declined, cancelled, approved, open] = [await ask(50), await ask(40), await ask(30), await ask(20)];
    const { prisma } = database;
    await declineRequest({ prisma, proof, requestId: declined.id, reason: "No." });
    await cancelRequest({ prisma, proof: memberOf({ course, offer, enrolment: cancelled.person }) });
    await approveRequest({ prisma, proof, requestId: approved.id });
    expect(await run("approve", select())).toMatchObject({ total: 4, done: 4, counts: { decided: 3, allocated: 1 } });
    expect(await states([declined, cancelled, approved, open])).toEqual([
      ...["DECLINED", "CANCELLED", "FULFILLED", "FULFILLED"],
    ]);
    // Pressed again with the old page: nothing is left, and all of it is told.
    expect(await run("decline", select({ reason: "No." }))).toMatchObject({ total: 4, counts: { decided: 4 } });
    expect(await events("request.declined")).toBe(1);
  });

  it("leaves alone what is decided between the press and its turn", async () => {
    await fill(2);
    const [one, other] = [await ask(50), await ask(40)];
    const bulkActId = await start("approve", select());
    await declineRequest({ prisma: database.prisma, proof, requestId: other.id, reason: "Too late." });
    await runBulkAct({ ...database, bulkActId });
    expect(await read(bulkActId)).toMatchObject({ total: 2, counts: { allocated: 1, decided: 1 } });
    expect(await states([one, other])).toEqual(["FULFILLED", "DECLINED"]);
  });

  it("declines those only who stood in the chosen list, with the reason and a mail", async () => {
    const waiting = [await ask(60), await ask(50)];
    for (const { id } of waiting) await approveRequest({ prisma: database.prisma, proof, requestId: id });
    await database.pool.query(
      "UPDATE requests SET waiting_at = created_at, approved_at = created_at WHERE state = 'WAITING'",
    );
    const [pending, approvedSince] = [await ask(40), await ask(30)];
    await approveRequest({ prisma: database.prisma, proof, requestId: approvedSince.id });
    const done = await run("decline", select({ list: "waiting", reason: "The workshop is full." }));
    expect(done).toMatchObject({ total: 2, counts: { declined: 2 } });
    expect(await states([...waiting, pending, approvedSince])).toEqual(["DECLINED", "DECLINED", "PENDING", "WAITING"]);
    for (const { id } of waiting) {
      expect(await database.prisma.request.findUnique({ where: { id } })).toMatchObject({
        reason: "The workshop is full.",
      });
    }
    const mails = await database.prisma.outboxJob.findMany({ where: { task: "send-credit-mail" } });
    const told = mails.map(({ payload }) => payload as { kind: string; requestId?: string });
    const declined = told.filter(({ kind }) => kind === "declined").map(({ requestId }) => requestId);
    for (const { id } of waiting) expect(declined.filter((one) => one === id)).toHaveLength(1);
    // Who was approved since the page stood in the other list then, and is not declined with it.
    expect(await run("decline", select({ reason: "No." }))).toMatchObject({ counts: { declined: 1, decided: 1 } });
    expect(await stateOf(approvedSince)).toBe("WAITING");
  });

  it("heeds the search, letter by letter, and other offers", async () => {
    const [ada, percent] = [await ask(60, "Ada Lovelace"), await ask(50, "100% Ben")];
    const elsewhere = await ask(40, "Ada Elsewhere");
    const other = await buildOffer(database.prisma, { courseId: course.id });
    await database.prisma.request.update({ where: { id: elsewhere.id }, data: { offerId: other.id } });
    expect(await run("decline", select({ q: "LOVE", reason: "No." }))).toMatchObject({ total: 1 });
    expect(await run("decline", select({ q: "%", reason: "No." }))).toMatchObject({ total: 1 });
    expect(await states([ada, percent, elsewhere])).toEqual(["DECLINED", "DECLINED", "PENDING"]);
    expect(await startDecisions({ ...database, proof, act: "approve", selection: select({ q: "_" }) })).toMatchObject({
      ok: false,
      reason: "nothing-chosen",
    });
  });

  it("lets those stand as they were to whom nobody can give a code", async () => {
    await fill(2);
    const [gone, next] = [await ask(60), await ask(50)];
    await database.prisma.enrolment.update({ where: { id: gone.person.id }, data: { removedAt: new Date() } });
    expect(await run("approve", select())).toMatchObject({ total: 2, done: 2, counts: { left: 1, allocated: 1 } });
    expect(await states([gone, next])).toEqual(["PENDING", "FULFILLED"]);
    expect(await events("request.approved")).toBe(1);
  });

  it("decides and counts each once when several workers are at it", async () => {
    await fill(30);
    for (let number = 0; number < 12; number += 1) await ask(20 + number);
    const bulkActId = await start("approve", select());
    await Promise.all([1, 2, 3].map(() => runBulkAct({ ...database, bulkActId })));
    expect(await read(bulkActId)).toMatchObject({
      total: 12,
      done: 12,
      counts: { allocated: 12 },
      finishedAt: expect.any(Date),
    });
    expect(await events("request.approved")).toBe(12);
  });

  it("goes on where it was when it is interrupted", async () => {
    await fill(5);
    const asked = [await ask(60), await ask(50), await ask(40)];
    const bulkActId = await start("approve", select());
    await approveRequest({ prisma: database.prisma, proof, requestId: asked[0]?.id ?? "" });
    await database.prisma.bulkAct.update({
      where: { id: bulkActId },
      data: { reached: asked[0]?.id, done: 1, counts: { allocated: 1 } },
    });
    await runBulkAct({ ...database, bulkActId });
    expect(await read(bulkActId)).toMatchObject({ done: 3, counts: { allocated: 3 } });
    expect(await states(asked)).toEqual(["FULFILLED", "FULFILLED", "FULFILLED"]);
  });
});
