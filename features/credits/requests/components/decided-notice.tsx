import { Notice } from "@/components/ui/notice";
import { readTally, tellDecisions } from "@/features/credits/requests/rules";

/** What an address tells of the press that led to it: names and numbers of `rules.ts`. */
export type DecidedQuery = Readonly<Record<string, string | string[] | undefined>>;

/** What became of the decisions that were just made, honestly, kind by kind. */
export function DecidedNotice({ query }: { query: DecidedQuery }) {
  const tally = query.done === "decided" ? readTally(query) : {};
  const sentences = tellDecisions(tally);
  if (query.refused === "nothing-chosen") {
    return (
      <Notice kind="caution" word="Not done" announce className="mb-8">
        <p>Nothing was chosen. Tick the boxes of the requests that you mean, then press the button again.</p>
      </Notice>
    );
  }
  if (sentences.length === 0) {
    return null;
  }
  const isAllDone = !tally.decided && !tally.left;
  const isNoneDone = !tally.allocated && !tally.waiting && !tally.declined;
  return (
    <Notice
      kind={isAllDone ? "success" : "caution"}
      word={isAllDone ? undefined : isNoneDone ? "Not done" : "Done in part"}
      announce
      className="mb-8"
    >
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
}
