import type { OfferInstructor, OfferMember } from "@/features/courses/access";
import type { Database, Prisma } from "@/server/db";
import type { Question } from "./rules";

/** A question as its instructors see it; `answers` is how many there are so far. */
export type QuestionAtDesk = Question & { version: number; answers: number };

/** What the offer asks now, in its order, and what it asked before. */
export type QuestionsView = { offer: { name: string }; standing: QuestionAtDesk[]; removed: QuestionAtDesk[] };

/** The questions of an offer, for its instructors; those taken out newest first. */
export async function listQuestions({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
}): Promise<QuestionsView | null> {
  const offer = await prisma.offer.findUnique({
    where: { id: proof.offerId },
    select: {
      name: true,
      questions: {
        orderBy: [{ position: "asc" }, { id: "asc" }],
        select: {
          id: true,
          text: true,
          required: true,
          version: true,
          removedAt: true,
          _count: { select: { answers: true } },
        },
      },
    },
  });
  if (!offer) {
    return null;
  }
  const rows = offer.questions.map(({ _count, ...question }) => ({ ...question, answers: _count.answers }));
  return {
    offer: { name: offer.name },
    standing: rows.filter(({ removedAt }) => removedAt === null),
    removed: rows
      .filter(({ removedAt }) => removedAt !== null)
      .toSorted((one, other) => Number(other.removedAt) - Number(one.removedAt)),
  };
}

/** What the offer asks along with a request, in its order. */
export async function readQuestions({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: Pick<OfferMember, "offerId">;
}): Promise<Question[]> {
  const { rows } = await pool.query<Question>(
    "SELECT id, text, required FROM questions WHERE offer_id = $1 AND removed_at IS NULL ORDER BY position, id",
    [proof.offerId],
  );
  return rows;
}
