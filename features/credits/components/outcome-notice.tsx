import { Notice, type NoticeKind } from "@/components/ui/notice";
import type { Standing } from "@/features/credits/rules";

type Message = { kind: NoticeKind; word?: string; text: string; at?: readonly Standing[] };

// `at`: where the sentence is still true. An old address, opened again later, must not say what no longer holds.
const DONE: Record<string, Message> = {
  allocated: {
    kind: "success",
    text: "A code is yours now. Nobody else will ever get the same one.",
    at: ["allocated"],
  },
  received: { kind: "success", text: "Your request was received.", at: ["pending", "waiting"] },
  cancelled: {
    kind: "success",
    text: "Your request is taken back. You can ask again while requests are open.",
    at: ["open", "closed", "expired"],
  },
  redeemed: { kind: "success", text: "Noted: you have redeemed your code.", at: ["redeemed"] },
  "redemption-taken-back": {
    kind: "success",
    text: "Taken back. Your code counts as not redeemed yet.",
    at: ["revealed"],
  },
  reported: {
    kind: "success",
    text: "Your report is recorded, and the course's instructors can see it.",
    at: ["reported"],
  },
  "report-taken-back": { kind: "success", text: "Your report is taken back. The code stays yours.", at: ["revealed"] },
  acknowledged: { kind: "success", text: "Noted, with these words as they stand today. Thank you." },
  "acknowledgement-taken-back": { kind: "success", text: "Taken back. You can record it again at any time." },
};

const REFUSED: Record<string, Message> = {
  request: {
    kind: "caution",
    word: "Not done",
    text: "You did not get a code just now. The reason is in what this page says below.",
    at: ["not-yet-open", "closed", "expired", "declined", "withdrawn", "staff"],
  },
  questions: {
    kind: "caution",
    word: "Not yet",
    text: "This offer asks you something first. Answer below, then request your code.",
    at: ["open"],
  },
  decided: {
    kind: "caution",
    word: "Not done",
    text: "There is no open request of yours any more. This page shows where you stand now.",
  },
  changed: {
    kind: "caution",
    word: "Not done",
    text: "Nothing was done, because your code's state has changed. This page shows where you stand now.",
  },
  "code-is-good": {
    kind: "caution",
    word: "Not reported",
    text: "This code is still good: the advice beside the cause that you chose says what to do.",
  },
};

/** What became of the form that led here, from the page's own address: `?done=` or `?refused=` with a name of these tables, nothing else. */
export function OutcomeNotice({ query, standing }: { query: OutcomeQuery; standing?: Standing }) {
  const message = find(DONE, query.done) ?? find(REFUSED, query.refused);
  if (!message || (message.at && standing && !message.at.includes(standing))) {
    return null;
  }
  return (
    <Notice kind={message.kind} word={message.word} announce className="mb-6">
      <p>{message.text}</p>
    </Notice>
  );
}

/** The part of a page's `searchParams` that tells what became of a form. */
export type OutcomeQuery = { done?: string | string[]; refused?: string | string[] };

function find(table: Record<string, Message>, name: string | string[] | undefined): Message | null {
  return typeof name === "string" && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
