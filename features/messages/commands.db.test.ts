import { v7 as uuid7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimCode, confirmRedemption, revealCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildMessage } from "@/prisma/factories/build-message";
import { assistantOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { queueMessage, sendMessage } from "./commands";
import { readAudiencePeople, readSteps } from "./queries";
import type { Audience } from "./schema";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 8 });
});
afterAll(() => db.drop());

const REMINDER: Audience = { kind: "REMINDER", wanted: ["request", "reveal", "redeem"] };

/** A course whose participants stand at each step of one offer; the others have nothing to do. */
async function buildClass(overrides: Partial<Course> = {}) {
  const course = await buildCourse(db.prisma, overrides);
  const offer = await buildOffer(db.prisma, { courseId: course.id, slug: "credit", name: "AWS credit" });
  await buildBatch(db.prisma, { offer, codes: 10 });
  const join = (fields: Partial<Enrolment> = {}) => buildEnrolment(db.prisma, { courseId: course.id, ...fields });
  const proofOf = (enrolment: Enrolment) => memberOf({ course, offer, enrolment });
  const claim = async (enrolment: Enrolment) => {
    await claimCode({ pool: db.pool, proof: proofOf(enrolment) });
    return enrolment;
  };
  const people = {
    asks: await join({ name: "Asks" }),
    reveals: await claim(await join({ name: "Reveals" })),
    redeems: await claim(await join({ name: "Redeems" })),
    done: await claim(await join({ name: "Done" })),
    gone: await join({ name: "Gone", removedAt: new Date() }),
    assistant: await join({ name: "Assistant", role: "ASSISTANT" }),
  };
  await revealCode({ prisma: db.prisma, proof: proofOf(people.redeems) });
  await revealCode({ prisma: db.prisma, proof: proofOf(people.done) });
  await confirmRedemption({ prisma: db.prisma, proof: proofOf(people.done) });
  return { course, offer, people, proof: assistantOf({ course, offer, enrolment: people.assistant }), join, claim };
}

const addressed = async (message: string) =>
  (await db.prisma.delivery.findMany({ where: { messageId: message }, orderBy: { address: "asc" } })).map(
    ({ address }) => address,
  );
const emails = (...people: Enrolment[]) => people.map(({ email }) => email).sort();
const sent = (outcome: Awaited<ReturnType<typeof sendMessage>>) => {
  if (!outcome.ok) throw new Error(outcome.sentence);
  return outcome.value.id;
};

describe("whom a message goes to", () => {
  const cases: [string, Audience, ("asks" | "reveals" | "redeems" | "done" | "assistant")[]][] = [
    ["all steps", REMINDER, ["asks", "reveals", "redeems"]],
    ["one step", { kind: "REMINDER", wanted: ["request"] }, ["asks"]],
    ["a step of one offer", { kind: "REMINDER", wanted: ["reveal:credit", "redeem:other"] }, ["reveals"]],
    ["an invitation", { kind: "INVITATION", who: "never-invited" }, ["asks", "reveals", "redeems", "done"]],
    ["a role", { kind: "LETTER", by: "role", role: "ASSISTANT" }, ["assistant"]],
    [
      "everybody",
      { kind: "LETTER", by: "role", role: "EVERYBODY" },
      ["asks", "reveals", "redeems", "done", "assistant"],
    ],
    ["none", { kind: "LETTER", by: "standing", offer: "credit", standing: "none" }, ["asks"]],
    ["redeemed", { kind: "LETTER", by: "standing", offer: "credit", standing: "redeemed" }, ["done"]],
    ["allocated", { kind: "LETTER", by: "standing", offer: "credit", standing: "allocated" }, ["reveals"]],
  ];
  it("is the audience that was chosen, and nobody who has left", async () => {
    const { people, proof } = await buildClass();
    for (const [name, audience, expected] of cases) {
      const { recipients } = await readAudiencePeople({ prisma: db.prisma, proof, audience });
      expect(recipients, name).toBe(expected.length);
    }
    for (const [name, audience, expected] of cases.slice(1)) {
      const id = sent(await buildMessage(db.prisma, { proof, audience }));
      expect(await addressed(id), name).toEqual(emails(...expected.map((key) => people[key])));
    }
  });

  it("are those who were checked, without strangers of another course", async () => {
    const { people, proof } = await buildClass();
    const other = await buildClass();
    const audience: Audience = {
      kind: "LETTER",
      by: "people",
      people: [people.done.id, people.gone.id, other.people.asks.id],
    };
    expect(await addressed(sent(await buildMessage(db.prisma, { proof, audience })))).toEqual([people.done.email]);
  });

  it("is for an invitation whoever was not invited, or has not signed in", async () => {
    const { people, proof, join } = await buildClass();
    await db.prisma.user.create({ data: { email: people.asks.email } });
    const never: Audience = { kind: "INVITATION", who: "never-signed-in" };
    expect(await readAudiencePeople({ prisma: db.prisma, proof, audience: never })).toMatchObject({
      recipients: 3,
      leftOut: [{ reason: "signed-in", count: 1, people: [{ email: people.asks.email }] }],
    });
    await buildMessage(db.prisma, { proof, audience: never });
    const late = await join();
    const audience: Audience = { kind: "INVITATION", who: "never-invited" };
    const view = await readAudiencePeople({ prisma: db.prisma, proof, audience });
    expect(view).toMatchObject({ recipients: 2, leftOut: [{ reason: "invited", count: 3 }] });
    expect(await addressed(sent(await buildMessage(db.prisma, { proof, audience })))).toEqual(
      emails(people.asks, late),
    );
  });

  it("is asked of everybody at once as it is asked of one person before their mail", async () => {
    const { course, people, join } = await buildClass();
    const left = await join({ name: "Left the list" });
    const offers = [
      await buildOffer(db.prisma, { courseId: course.id, slug: "expired", redeemBy: new Date("2020-01-01") }),
      await buildOffer(db.prisma, { courseId: course.id, slug: "closed", closesAt: new Date(Date.now() - 1000) }),
      await buildOffer(db.prisma, { courseId: course.id, slug: "later", opensAt: new Date(Date.now() + 60_000) }),
      await buildOffer(db.prisma, { courseId: course.id, slug: "second" }),
    ];
    for (const { id } of offers) {
      await db.prisma.request.create({
        data: { courseId: course.id, offerId: id, enrolmentId: left.id, state: "CANCELLED", cancelledAt: new Date() },
      });
    }
    for (const enrolment of [...Object.values(people), left].filter(({ removedAt }) => !removedAt)) {
      const own = await readSteps({ pool: db.pool, prisma: db.prisma, course, enrolment });
      for (const slug of ["credit", "expired", "closed", "later", "second"]) {
        for (const step of ["request", "reveal", "redeem"]) {
          const audience: Audience = { kind: "REMINDER", wanted: [`${step}:${slug}`] };
          const id = uuid7();
          await db.prisma.$transaction((tx) =>
            queueMessage(tx, { id, courseId: course.id, createdBy: null, audience, subject: "S", body: "B" }),
          );
          const found = await db.prisma.delivery.findFirst({ where: { messageId: id, enrolmentId: enrolment.id } });
          await db.owner.query("DELETE FROM deliveries WHERE message_id = $1", [id]);
          const atOnce = found !== null;
          const alone = own.some((each) => each.step === step && each.slug === slug);
          expect({ name: enrolment.name, step, slug, atOnce }).toEqual({
            name: enrolment.name,
            step,
            slug,
            atOnce: alone,
          });
        }
      }
    }
  });
});

describe("sending", () => {
  it("writes message, deliveries, jobs and the audit event together, once for each press", async () => {
    const { proof, people } = await buildClass();
    const message = { id: uuid7(), audience: REMINDER, subject: "S", body: "B", expected: 3 };
    const press = () => sendMessage({ prisma: db.prisma, proof, message });
    const outcomes = await Promise.all([press(), press(), press()]);
    expect(outcomes).toEqual(Array(3).fill({ ok: true, value: { id: message.id, people: 3 } }));
    expect(await addressed(message.id)).toEqual(emails(people.asks, people.reveals, people.redeems));
    const { rows } = await db.pool.query(
      "SELECT payload, priority FROM outbox_jobs WHERE task = 'send-delivery' AND payload->>'messageId' = $1",
      [message.id],
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ priority: 10, payload: { messageId: message.id } });
    expect(await db.prisma.auditEvent.findMany({ where: { subjectId: message.id } })).toMatchObject([
      { act: "message.sent", actorId: proof.userId, detail: { kind: "REMINDER", people: 3 } },
    ]);
  });

  it("reminds nobody twice within the course's days, though two people send at once", async () => {
    const { proof } = await buildClass({ reminderGapDays: 2 });
    // All of them have looked, and seen three people, before any of them presses.
    const presses = Array.from({ length: 6 }, () => {
      const message = { id: uuid7(), audience: REMINDER, subject: "S", body: "B", expected: 3 };
      return sendMessage({ prisma: db.prisma, proof, message });
    });
    const outcomes = await Promise.all(presses);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "nobody")).toHaveLength(5);
    expect(await db.prisma.delivery.count({ where: { courseId: proof.courseId } })).toBe(3);
    expect(await readAudiencePeople({ prisma: db.prisma, proof, audience: REMINDER })).toMatchObject({
      recipients: 0,
      leftOut: [{ reason: "reminded", count: 3 }],
    });
    await moveBack(proof.courseId, "2 days");
    expect((await buildMessage(db.prisma, { proof, audience: REMINDER })).ok).toBe(true);
  });

  it("does not count as a reminder what was refused or not sent, nor another kind of message", async () => {
    const { proof } = await buildClass();
    await buildMessage(db.prisma, { proof, audience: { kind: "LETTER", by: "role", role: "EVERYBODY" } });
    const first = sent(await buildMessage(db.prisma, { proof, audience: REMINDER }));
    const [one, two] = await db.prisma.delivery.findMany({ where: { messageId: first } });
    await setState(first, one?.enrolmentId, "REFUSED");
    await setState(first, two?.enrolmentId, "DROPPED");
    expect(await readAudiencePeople({ prisma: db.prisma, proof, audience: REMINDER })).toMatchObject({ recipients: 2 });
  });

  it("sends nothing when the number of people is not the one that was shown", async () => {
    const { proof, join } = await buildClass();
    await join();
    const message = { id: uuid7(), audience: REMINDER, subject: "S", body: "B", expected: 3 };
    expect(await sendMessage({ prisma: db.prisma, proof, message })).toMatchObject({ ok: false, reason: "changed" });
    expect(await db.prisma.message.count({ where: { courseId: proof.courseId } })).toBe(0);
    expect(await db.prisma.delivery.count({ where: { courseId: proof.courseId } })).toBe(0);
  });

  it("sends nothing from a draft or an archived course", async () => {
    for (const state of [{ openedAt: null }, { archivedAt: new Date() }]) {
      const { course, people, proof } = await buildClass();
      await db.prisma.course.update({ where: { id: course.id }, data: state });
      const audience: Audience = { kind: "LETTER", by: "people", people: [people.asks.id] };
      expect(await buildMessage(db.prisma, { proof, audience })).toMatchObject({
        ok: false,
        reason: "nothing-is-sent",
      });
      expect(await db.prisma.delivery.count({ where: { courseId: course.id } })).toBe(0);
    }
  });
});

const setState = (messageId: string, enrolmentId = "", state: "REFUSED" | "DROPPED") =>
  db.prisma.delivery.update({ where: { messageId_enrolmentId: { messageId, enrolmentId } }, data: { state } });

const moveBack = (courseId: string, interval: string) =>
  db.pool.query(
    "UPDATE deliveries SET queued_at = queued_at - $2::interval - interval '1 second' WHERE course_id = $1",
    [courseId, interval],
  );
