import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import type { Course, Prisma } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { readMishaps } from "./queries";

let db: TestDatabase;
let course: Course;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  course = await buildCourse(db.prisma);
});

const read = () => readMishaps({ pool: db.pool, place: { courseId: course.id } });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe("failed imports", () => {
  const add = (data: Partial<Prisma.ImportUncheckedCreateInput>) =>
    db.prisma.import.create({
      data: { courseId: course.id, kind: "ROSTER", state: "FAILED", fileName: "people.csv", ...data },
    });
  const names = async () => (await read()).failedImports.map(({ fileName }) => fileName);

  it("are told with the offer that they were for", async () => {
    const offer = await buildOffer(db.prisma, { courseId: course.id });
    await add({});
    const codes = await add({ kind: "CODES", offerId: offer.id, fileName: "codes.csv" });
    expect((await read()).failedImports).toContainEqual({
      id: codes.id,
      kind: "CODES",
      fileName: "codes.csv",
      offer: offer.name,
      at: codes.createdAt,
    });
    expect(await names()).toHaveLength(2);
  });

  it("are done with when a later one of the same kind, into the same offer, went well", async () => {
    const one = await buildOffer(db.prisma, { courseId: course.id });
    const two = await buildOffer(db.prisma, { courseId: course.id });
    await add({ kind: "CODES", offerId: one.id, fileName: "one.csv" });
    await add({ kind: "CODES", offerId: two.id, fileName: "two.csv" });
    await add({ fileName: "people.csv" });
    await add({ kind: "CODES", offerId: one.id, state: "CHECKED" });
    expect((await names()).toSorted()).toEqual(["one.csv", "people.csv", "two.csv"]);
    await add({ kind: "CODES", offerId: one.id, state: "DONE" });
    expect((await names()).toSorted()).toEqual(["people.csv", "two.csv"]);
    await add({ state: "DONE" });
    expect(await names()).toEqual(["two.csv"]);
  });

  it("are forgotten after a month, and are nobody else's", async () => {
    await add({ createdAt: inDays(-31) });
    const another = await buildCourse(db.prisma);
    await add({ courseId: another.id });
    expect(await names()).toEqual([]);
  });
});

describe("mails that were refused", () => {
  async function send(data: Partial<Prisma.DeliveryUncheckedCreateInput> & { enrolmentId: string; address: string }) {
    const message = await db.prisma.message.create({
      data: { courseId: course.id, kind: "LETTER", subject: "Hello", body: "Words" },
    });
    return db.prisma.delivery.create({
      data: { courseId: course.id, messageId: message.id, state: "REFUSED", ...data },
    });
  }
  async function person() {
    const { id, email } = await buildEnrolment(db.prisma, { courseId: course.id });
    return { enrolmentId: id, address: email };
  }
  const count = async () => (await read()).refused.count;

  it("count people, since the first", async () => {
    const [ada, ben] = [await person(), await person()];
    await send({ ...ada, queuedAt: inDays(-2), settledAt: inDays(-2) });
    await send(ada);
    await send(ben);
    const { refused } = await read();
    expect(refused.count).toBe(2);
    expect(refused.since?.getTime()).toBeCloseTo(inDays(-2).getTime(), -5);
  });

  it("are done with when a later one was taken, and not by an earlier one", async () => {
    const ada = await person();
    await send({ ...ada, state: "ACCEPTED", queuedAt: inDays(-3) });
    await send({ ...ada, queuedAt: inDays(-2) });
    expect(await count()).toBe(1);
    await send({ ...ada, state: "ACCEPTED" });
    expect(await count()).toBe(0);
  });

  it("are done with when the address was put right, or the person has left", async () => {
    const [ada, ben] = [await person(), await person()];
    await send(ada);
    await send(ben);
    await db.prisma.enrolment.update({ where: { id: ada.enrolmentId }, data: { email: `new-${ada.address}` } });
    expect(await count()).toBe(1);
    await db.prisma.enrolment.update({ where: { id: ben.enrolmentId }, data: { removedAt: new Date() } });
    expect(await read()).toMatchObject({ refused: { count: 0, since: null } });
  });
});

describe("mails that were given up", () => {
  type Kind = "LETTER" | "REMINDER" | "NOTICE";
  const write = (kind: Kind, subject: string) =>
    db.prisma.message.create({ data: { courseId: course.id, kind, subject, body: "Words" } });
  type Sent = Partial<Prisma.DeliveryUncheckedCreateInput> & { messageId: string; enrolmentId: string };
  const send = (data: Sent) =>
    db.prisma.delivery.create({
      data: { courseId: course.id, address: "a@example.org", state: "GIVEN_UP", settledAt: new Date(), ...data },
    });
  const join = async () => (await buildEnrolment(db.prisma, { courseId: course.id })).id;
  const told = async () =>
    (await read()).givenUp
      .map(({ id, subject, people }) => ({ id, subject, people }))
      .toSorted((a, b) => a.people - b.people);

  it("are told by message, and the portal's own letters together", async () => {
    const [ada, ben, cem] = [await join(), await join(), await join()];
    const letter = await write("LETTER", "Room change");
    for (const enrolmentId of [ada, ben]) await send({ messageId: letter.id, enrolmentId });
    for (const enrolmentId of [ada, ben, cem]) {
      await send({ messageId: (await write("NOTICE", `Code of ${enrolmentId}`)).id, enrolmentId });
    }
    expect(await told()).toEqual([
      { id: letter.id, subject: "Room change", people: 2 },
      { id: null, subject: null, people: 3 },
    ]);
  });

  it("are done with when they went out, a later one of the kind was taken, the person has left, or a month is over", async () => {
    const [ada, ben] = [await join(), await join()];
    const reminder = await write("REMINDER", "Still to do");
    const old = { messageId: reminder.id, queuedAt: inDays(-2) };
    for (const enrolmentId of [ada, ben]) await send({ ...old, enrolmentId });
    await send({ messageId: (await write("LETTER", "Hello")).id, enrolmentId: ada, state: "ACCEPTED" });
    expect(await told()).toMatchObject([{ people: 2 }]);
    await send({ messageId: (await write("REMINDER", "Again")).id, enrolmentId: ada, state: "ACCEPTED" });
    expect(await told()).toMatchObject([{ people: 1 }]);
    await db.prisma.delivery.updateMany({ where: { enrolmentId: ben }, data: { settledAt: inDays(-31) } });
    expect(await told()).toEqual([]);
    await db.prisma.delivery.updateMany({ where: { enrolmentId: ben }, data: { settledAt: inDays(-1) } });
    await db.prisma.enrolment.update({ where: { id: ben }, data: { removedAt: new Date() } });
    expect(await told()).toEqual([]);
  });
});

it("a course counts as written to by a message of its own, not by a notice of the portal's", async () => {
  const add = (kind: "NOTICE" | "INVITATION", courseId = course.id) =>
    db.prisma.message.create({ data: { courseId, kind, subject: "Hello", body: "Words" } });
  await add("NOTICE");
  await add("INVITATION", (await buildCourse(db.prisma)).id);
  expect((await read()).written).toBe(false);
  await add("INVITATION");
  expect((await read()).written).toBe(true);
});
