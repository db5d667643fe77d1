import { Notice } from "@/components/ui/notice";

const DONE: Record<string, string> = {
  allocated: "The request is approved, and a code is given. The participant gets a mail.",
  waiting:
    "The request is approved, and its person waits: the pool is empty. They get a mail, and a code as soon as there is one.",
  declined: "The request is declined. The participant gets a mail with your reason.",
};

const REFUSED: Record<string, string> = {
  decided: "Somebody has decided this request meanwhile. The list shows what became of it.",
  "not-given":
    "This request cannot be approved: its person is no participant of the course any more, or the last day to redeem is over. It stays as it was.",
};

/** The part of a page's `searchParams` that tells what became of a decision. */
export type DecisionQuery = { done?: string | string[]; refused?: string | string[] };

/** What became of an instructor's decision. The address has only a name of these tables; the words are here. */
export function DecisionNotice({ query }: { query: DecisionQuery }) {
  const done = find(DONE, query.done);
  const sentence = done ?? find(REFUSED, query.refused);
  return (
    sentence && (
      <Notice kind={done ? "success" : "caution"} word={done ? undefined : "Not done"} announce className="mb-8">
        <p>{sentence}</p>
      </Notice>
    )
  );
}

function find(table: Record<string, string>, name: string | string[] | undefined): string | null {
  return typeof name === "string" && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
