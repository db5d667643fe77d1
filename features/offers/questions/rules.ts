import type { Problems } from "@/lib/form-state";

/** A question as the form of a request asks it. */
export type Question = { id: string; text: string; required: boolean };

/** The longest answer, in characters; the database holds the same. */
export const ANSWER_LENGTH = 2000;

/** The longest question, in characters; the database holds the same. */
export const QUESTION_LENGTH = 300;

/** More questions than this nobody answers with care. */
export const MOST_QUESTIONS = 10;

/** The name of an answer's field on the form of a request. */
export function answerField(questionId: string): string {
  return `answer-${questionId}`;
}

/**
 * Judges what a participant typed, by question: an answer is trimmed, and counts as missing when nothing is left. Refuses, beside each
 * field, a required answer that is missing and one of more than `ANSWER_LENGTH` characters. What belongs to no question is left out.
 */
export function checkAnswers(
  questions: readonly Question[],
  typed: Readonly<Record<string, string>>,
): { ok: true; answers: Record<string, string> } | { ok: false; problems: Problems } {
  const problems: Problems = {};
  const answers: Record<string, string> = {};
  for (const { id, required } of questions) {
    const text = cleanText(Object.hasOwn(typed, id) ? (typed[id] ?? "") : "");
    if (text === "" && required) {
      problems[answerField(id)] = ["Answer this question: the request cannot be sent without it."];
    } else if (text.length > ANSWER_LENGTH) {
      const over = (text.length - ANSWER_LENGTH).toLocaleString("en");
      problems[answerField(id)] = [`Shorten this to 2,000 characters: it is ${over} too long.`];
    } else if (text !== "") {
      answers[id] = text;
    }
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, answers };
}

/** Line ends as one character, as the browser counts them; PostgreSQL keeps no NUL in a text. */
function cleanText(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\u0000", "").trim();
}

/** The order after one question was moved by one place; the same order when it stands at the end, or is not in it. */
export function moveByOne(ids: readonly string[], id: string, direction: "up" | "down"): string[] {
  const from = ids.indexOf(id);
  const to = direction === "up" ? from - 1 : from + 1;
  if (from === -1 || to < 0 || to >= ids.length) {
    return [...ids];
  }
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** What the fields of a question are called on its form. */
export const questionLabels = { text: "Question", required: "An answer is required" };

/** A question as its form shows it. */
export function writeQuestion({ text, required }: Pick<Question, "text" | "required">) {
  return { text, required: required ? "on" : "" };
}
