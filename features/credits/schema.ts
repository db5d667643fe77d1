import { z } from "zod";

/** Names an offer by the slugs of its URL. */
export const offerRef = { course: z.string().min(1).max(120), offer: z.string().min(1).max(120) };

const ANSWER = /^answer-(?<id>[0-9a-f-]{36})$/;

/** A request for a code: the offer, and what was typed into the fields "answer-…", by the question that each names. */
export const codeRequest = z.preprocess(
  (sent) => (sent instanceof FormData ? readRequest(sent) : sent),
  z.object({ ...offerRef, answers: z.record(z.uuid(), z.string()) }),
);

function readRequest(form: FormData) {
  const fields = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const answers = fields.map(([name, text]) => [ANSWER.exec(name)?.groups?.id ?? "", text] as const);
  return {
    course: form.get("course"),
    offer: form.get("offer"),
    answers: Object.fromEntries(answers.filter(([id]) => id !== "")),
  };
}

/** A report that a code does not work; `cause` is one of the guide's problems, `confirmed` the box that says what was tried. */
export const problemReport = { ...offerRef, cause: z.string().min(1).max(60), confirmed: z.literal("on") };

/** An identifier from a page's address; anything else there counts as nothing. */
export const identifierInUrl = z.uuid().optional().catch(undefined);
