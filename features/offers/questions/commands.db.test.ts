import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { addQuestion, changeQuestion, moveQuestion, removeQuestion, restoreQuestion } from "./commands";
import { listQuestions, readQuestions } from "./queries";
import { MOST_QUESTIONS } from "./rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 8 });
});
afterAll(() => database.drop());

let proof: OfferInstructor;
beforeEach(async () => {
  proof = await newOffer();
});

async function newOffer(): Promise<OfferInstructor> {
  const course = await buildCourse(database.prisma);
  const offer = await buildOffer(database.prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  return instructorOf({ course, offer, enrolment });
}

const by = () => ({ prisma: database.prisma, proof });
const add = (text: string, required = false) => addQuestion({ ...by(), input: { text, required } });
const asked = async () => (await readQuestions({ pool: database.pool, proof })).map(({ text }) => text);
const view = async () => (await listQuestions(by())) ?? { standing: [], removed: [] };
const find = async (text: string) => {
  const { standing, removed } = await view();
  const question = [...standing, ...removed].find((row) => row.text === text);
  if (!question) throw new Error(`nobody asks ${text}`);
  return question;
};
const change = async (text: string, input: { text: string; required?: boolean }, version?: number) => {
  const question = await find(text);
  return changeQuestion({
    ...by(),
    questionId: question.id,
    version: version ?? question.version,
    input: { required: false, ...input },
  });
};

async function answer(text: string) {
  return answerTo((await find(text)).id);
}

async function answerTo(id: string) {
  const { prisma, pool } = database;
  const person = await buildEnrolment(prisma, { courseId: proof.courseId });
  await pool.query("SELECT claim_code($1, $2, NULL, $3)", [proof.offerId, person.id, { [id]: "My answer" }]);
  return prisma.request.findFirstOrThrow({ where: { enrolmentId: person.id }, include: { answers: true } });
}

describe("adding", () => {
  it("puts a question behind the others, with its event", async () => {
    await add("First?", true);
    await add("Second?");
    expect(await asked()).toEqual(["First?", "Second?"]);
    const events = await database.prisma.auditEvent.findMany({ where: { offerId: proof.offerId } });
    expect(events).toMatchObject(
      Array(2).fill({ act: "offer.questions-changed", actorId: proof.userId, detail: { change: "added" } }),
    );
  });

  it("refuses more than the most, also when they come at once", async () => {
    const answers = await Promise.all(Array.from({ length: MOST_QUESTIONS + 4 }, (_, n) => add(`Question ${n}?`)));
    expect(answers.filter(({ ok }) => !ok)).toHaveLength(4);
    expect(await asked()).toHaveLength(MOST_QUESTIONS);
  });
});

describe("changing", () => {
  it("rewords in place what nobody has answered", async () => {
    await add("Wat for?");
    const { id } = await find("Wat for?");
    expect(await change("Wat for?", { text: "What for?", required: true })).toMatchObject({ ok: true });
    expect((await view()).standing).toMatchObject([{ id, text: "What for?", required: true, version: 2 }]);
    expect((await view()).removed).toEqual([]);
  });

  it("makes another question of it once there are answers, which keep the old one", async () => {
    await add("What for?");
    await add("With whom?");
    const { answers } = await answer("What for?");
    await change("What for?", { text: "For what?" });
    expect(await asked()).toEqual(["For what?", "With whom?"]);
    expect((await view()).removed).toMatchObject([{ text: "What for?", answers: 1, id: answers[0]?.questionId }]);
  });

  it("keeps the row when only its being required changes, whoever has answered", async () => {
    await add("What for?");
    await answer("What for?");
    const { id } = await find("What for?");
    await change("What for?", { text: "What for?", required: true });
    expect((await view()).standing).toMatchObject([{ id, required: true, answers: 1 }]);
  });

  it("tells the later of two, who can then save knowingly", async () => {
    await add("What for?");
    await change("What for?", { text: "For what?" });
    const late = await change("For what?", { text: "Why?" }, 1);
    expect(late).toMatchObject({ ok: false, reason: "changed", values: { version: "2" } });
    expect(late.ok ? "" : late.sentence).toContain("For what?");
    expect(await asked()).toEqual(["For what?"]);
    expect(await change("For what?", { text: "Why?" }, 2)).toMatchObject({ ok: true });
  });

  it("is done once when two save at once", async () => {
    await add("What for?");
    const answers = await Promise.all(["A?", "B?", "C?"].map((text) => change("What for?", { text }, 1)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("refuses a question that was taken out, and one of another offer", async () => {
    await add("What for?");
    const { id: questionId } = await find("What for?");
    await removeQuestion({ ...by(), questionId });
    const input = { text: "Why?", required: false };
    expect(await changeQuestion({ ...by(), questionId, version: 1, input })).toMatchObject({
      ok: false,
      reason: "gone",
    });
    await restoreQuestion({ ...by(), questionId });
    const strangers = { prisma: database.prisma, proof: await newOffer(), questionId };
    expect(await changeQuestion({ ...strangers, version: 2, input })).toMatchObject({ ok: false, reason: "gone" });
    expect(await moveQuestion({ ...strangers, direction: "up" })).toMatchObject({ ok: false, reason: "question-gone" });
    expect(await restoreQuestion(strangers)).toMatchObject({ ok: false, reason: "question-gone" });
    await removeQuestion(strangers);
    expect(await asked()).toEqual(["What for?"]);
  });

  it("neither loses an answer nor moves it to other words, when both come at once", async () => {
    for (let round = 0; round < 8; round += 1) {
      proof = await newOffer();
      await add("Old words?");
      const { id } = await find("Old words?");
      const [request] = await Promise.all([answerTo(id), change("Old words?", { text: "New words?" })]);
      const kept = await database.prisma.answer.findMany({
        where: { requestId: request.id },
        include: { question: true },
      });
      // Answered first: the old row keeps it. Reworded first: it is the same row still. Either way the form asks the new words.
      expect(kept).toHaveLength(1);
      expect(await asked()).toEqual(["New words?"]);
      expect(kept[0]?.question.removedAt === null).toBe(kept[0]?.question.text === "New words?");
    }
  });
});

describe("order, taking out and asking again", () => {
  it("moves by one place, keeps everybody when two move at once, and closes gaps", async () => {
    for (const text of ["A", "B", "C", "D"]) await add(text);
    const move = async (text: string, direction: "up" | "down") =>
      moveQuestion({ ...by(), questionId: (await find(text)).id, direction });
    await move("C", "up");
    expect(await asked()).toEqual(["A", "C", "B", "D"]);
    await move("D", "down");
    await Promise.all([move("A", "down"), move("D", "up"), move("B", "up")]);
    expect((await asked()).toSorted()).toEqual(["A", "B", "C", "D"]);
    await removeQuestion({ ...by(), questionId: (await find("C")).id });
    const rows = await database.prisma.question.findMany({ where: { offerId: proof.offerId, removedAt: null } });
    expect(rows.map(({ position }) => position).toSorted()).toEqual([1, 2, 3]);
  });

  it("takes out once, however often it is pressed, and asks again at the end", async () => {
    await add("A");
    await add("B");
    const { id: questionId } = await find("A");
    await removeQuestion({ ...by(), questionId });
    await removeQuestion({ ...by(), questionId });
    expect(await asked()).toEqual(["B"]);
    await restoreQuestion({ ...by(), questionId });
    await restoreQuestion({ ...by(), questionId });
    expect(await asked()).toEqual(["B", "A"]);
    const events = await database.prisma.auditEvent.findMany({
      where: { offerId: proof.offerId, subjectId: questionId },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ detail }) => detail)).toEqual([
      { change: "added" },
      { change: "taken out" },
      { change: "asked again" },
    ]);
  });
});

describe("what a claim keeps", () => {
  it("is the answers to what is asked now, and nothing else; the database refuses what is too long", async () => {
    await add("A");
    await add("B");
    const [a, b] = [await find("A"), await find("B")];
    await removeQuestion({ ...by(), questionId: b.id });
    const person = await buildEnrolment(database.prisma, { courseId: proof.courseId });
    const claim = (answers: object) =>
      database.pool.query("SELECT claim_code($1, $2, NULL, $3)", [proof.offerId, person.id, answers]);
    await expect(claim({ [a.id]: "x".repeat(2001) })).rejects.toThrow("answers_text_length");
    await claim({ [a.id]: "Yes", [b.id]: "No", nonsense: "x" });
    const request = { enrolmentId: person.id };
    expect(await database.prisma.answer.findMany({ where: { request } })).toMatchObject([
      { questionId: a.id, text: "Yes" },
    ]);
    // Asking again keeps the first answers: it is the same request.
    await claim({ [a.id]: "Later" });
    expect(await database.prisma.answer.findMany({ where: { request } })).toMatchObject([{ text: "Yes" }]);
  });
});
