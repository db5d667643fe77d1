import { Notice } from "@/components/ui/notice";
import { readTally, tellDecisions } from "@/features/credits/requests/rules";

/** What an address tells of the press that led to it: names and numbers of `rules.ts`. */
export type DecidedQuery = Readonly<Record<string, string | string[] | undefined>>;

const REFUSED = new Map<unknown, string>([
  ["nothing-chosen", "Nothing was chosen. Tick the boxes of the requests that you mean, then press the button again."],
  ["nobody", "No request matches any more, so nothing was decided. The lists show how it stands now."],
]);

/** What became of the decisions that were just made, honestly, kind by kind. */
export function DecidedNotice({ query }: { query: DecidedQuery }) {
  const tally = query.done === "decided" ? readTally(query) : {};
  const sentences = tellDecisions(tally);
  const refusal = REFUSED.get(query.refused);
  if (refusal) {
    return (
      <Notice kind="caution" word="Not done" announce className="mb-8">
        <p>{refusal}</p>
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
