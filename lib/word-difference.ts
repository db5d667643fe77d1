import { diffWordsWithSpace } from "diff";

/** A stretch of a text that stayed, came in or went out. */
export type WordPart = { text: string; change: "same" | "added" | "removed" };

/** Beyond this many words that differ, two texts are shown one after the other: looking for the least difference would take too long. */
const MOST_EDITS = 4_000;

/** What became of the words between two texts. Joined without what was added the parts are the first text, without what was removed the second. */
export function diffTexts(before: string, after: string): WordPart[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  const parts = changes?.map(({ value, added, removed }): WordPart => {
    return { text: value, change: added ? "added" : removed ? "removed" : "same" };
  });
  const whole: WordPart[] = [
    { text: before, change: "removed" },
    { text: after, change: "added" },
  ];
  return (parts ?? whole).filter(({ text }) => text !== "");
}
