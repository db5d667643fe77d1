import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import { type FormRefusal, refuseStale } from "@/lib/form-state";
import { databaseNow, type Prisma, type Transaction } from "@/server/db";
import { type Done, done, type Outcome, refuse } from "@/server/errors";
import { MOST_QUESTIONS, moveByOne, questionLabels, writeQuestion } from "./rules";

type ByInstructor = { prisma: Prisma; proof: OfferInstructor };
type Wording = { text: string; required: boolean };

/** Adds a question behind the others. Refuses more than `MOST_QUESTIONS`. */
export async function addQuestion({
  prisma,
  proof,
  input,
}: ByInstructor & { input: Wording }): Promise<Done<null> | FormRefusal> {
  return prisma.$transaction(async (tx) => {
    const standing = await lockQuestions(tx, proof);
    if (standing.length >= MOST_QUESTIONS) {
      return tooMany();
    }
    const { id } = await tx.question.create({ data: { ...place(proof), ...input, position: standing.length + 1 } });
    await record(tx, proof, { id, change: "added" });
    return done(null);
  });
}

/**
 * Rewords a question, or makes its answer required or not. Once somebody has answered it, another wording is another question: the old row
 * is taken out with its answers and a new one stands in its place. Refuses a save over somebody else's since `version`.
 */
export async function changeQuestion({
  prisma,
  proof,
  questionId,
  version,
  input,
}: ByInstructor & { questionId: string; version: number; input: Wording }): Promise<Done<null> | FormRefusal> {
  return prisma.$transaction(async (tx) => {
    await lockQuestions(tx, proof);
    const stored = await lockQuestion(tx, { proof, questionId });
    if (!stored) {
      return { ok: false, reason: "gone", sentence: GONE };
    }
    if (stored.version !== version) {
      const texts = { stored: writeQuestion(stored), typed: writeQuestion(input) };
      return refuseStale({ thing: "question", labels: questionLabels, ...texts, version: stored.version });
    }
    const isAnswered = (await tx.answer.count({ where: { questionId } })) > 0;
    if (isAnswered && stored.text !== input.text) {
      await tx.question.update({ where: { id: questionId }, data: { removedAt: await databaseNow(tx) } });
      const { position } = stored;
      const { id } = await tx.question.create({ data: { ...place(proof), ...input, position } });
      await record(tx, proof, { id, change: "reworded", instead: questionId });
    } else {
      await tx.question.update({ where: { id: questionId }, data: { ...input, version: { increment: 1 } } });
      await record(tx, proof, { id: questionId, change: "reworded" });
    }
    return done(null);
  });
}

/** Moves a question by one place; at the end of the list it stays. Refuses one that is taken out. */
export async function moveQuestion({
  prisma,
  proof,
  questionId,
  direction,
}: ByInstructor & { questionId: string; direction: "up" | "down" }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const standing = await lockQuestions(tx, proof);
    if (!standing.includes(questionId)) {
      return refuse("question-gone", GONE);
    }
    const order = moveByOne(standing, questionId, direction);
    if (order.some((id, index) => id !== standing[index])) {
      await setOrder(tx, order);
      await record(tx, proof, { id: questionId, change: `moved ${direction}` });
    }
    return done(null);
  });
}

/** Takes a question out of the form; its answers stay. Taking it out again changes nothing and is not recorded twice. */
export async function removeQuestion({
  prisma,
  proof,
  questionId,
}: ByInstructor & { questionId: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const standing = await lockQuestions(tx, proof);
    if (standing.includes(questionId)) {
      await tx.question.update({ where: { id: questionId }, data: { removedAt: await databaseNow(tx) } });
      await setOrder(
        tx,
        standing.filter((id) => id !== questionId),
      );
      await record(tx, proof, { id: questionId, change: "taken out" });
    }
    return done(null);
  });
}

/** Asks a question again that was taken out, behind the others. Refuses more than `MOST_QUESTIONS`. */
export async function restoreQuestion({
  prisma,
  proof,
  questionId,
}: ByInstructor & { questionId: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const standing = await lockQuestions(tx, proof);
    if (standing.includes(questionId)) {
      return done(null);
    }
    if (standing.length >= MOST_QUESTIONS) {
      return tooMany();
    }
    const { count } = await tx.question.updateMany({
      where: { id: questionId, offerId: proof.offerId },
      data: { removedAt: null, position: standing.length + 1, version: { increment: 1 } },
    });
    if (count === 0) {
      return refuse("question-gone", GONE);
    }
    await record(tx, proof, { id: questionId, change: "asked again" });
    return done(null);
  });
}

const GONE =
  "This question was taken out, or its wording replaced, by somebody else meanwhile. The list shows what the offer asks now.";

function tooMany() {
  return refuse("too-many-questions", `An offer asks at most ${MOST_QUESTIONS} questions. Take one out first.`);
}

/** What the offer asks now, in its order; nobody else changes it until this transaction ends. Claims are not held up. */
async function lockQuestions(tx: Transaction, { offerId }: OfferInstructor): Promise<string[]> {
  await tx.$queryRaw`SELECT id FROM offers WHERE id = ${offerId}::uuid FOR NO KEY UPDATE`;
  const rows = await tx.question.findMany({
    where: { offerId, removedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

type Stored = { text: string; required: boolean; position: number; version: number };

/** The row, so that an answer that is coming in at this moment is either counted or waits. */
async function lockQuestion(
  tx: Transaction,
  { proof, questionId }: { proof: OfferInstructor; questionId: string },
): Promise<Stored | undefined> {
  const [row] = await tx.$queryRaw<Stored[]>`
    SELECT text, required, position, version FROM questions
    WHERE id = ${questionId}::uuid AND offer_id = ${proof.offerId}::uuid AND removed_at IS NULL FOR UPDATE`;
  return row;
}

async function setOrder(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await tx.question.update({ where: { id }, data: { position: index + 1 }, select: { id: true } });
  }
}

function place({ courseId, offerId }: OfferInstructor) {
  return { courseId, offerId };
}

async function record(
  tx: Transaction,
  proof: OfferInstructor,
  { id, ...detail }: { id: string; change: string; instead?: string },
): Promise<void> {
  await recordEvent(tx, {
    ...place(proof),
    actorId: proof.userId,
    act: "offer.questions-changed",
    subjectType: "question",
    subjectId: id,
    detail,
  });
}
