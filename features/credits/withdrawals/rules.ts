import type { ImportState } from "@/features/courses/imports/rules";

/** Why an import cannot be undone as far as its page knows; null when it can. The command has the last word. */
export function judgeUndo(
  { kind, state }: { kind: "CODES" | "ROSTER"; state: ImportState },
  { seen, unseen, free }: { seen: number; unseen: number; free: number },
): "not-done" | "seen" | "nothing-left" | null {
  if (kind !== "CODES" || state !== "DONE") return "not-done";
  if (seen > 0) return "seen";
  return unseen + free === 0 ? "nothing-left" : null;
}

/** What undoing does to codes and people, and what comes after, in sentences. */
export function sayWhatUndoes({ unseen, free }: { unseen: number; free: number }): string[] {
  const follows: string[] = [];
  if (free === 1) follows.push("1 code leaves the pool, and cannot be brought back from here.");
  if (free > 1)
    follows.push(`${free.toLocaleString("en")} codes leave the pool, and cannot be brought back from here.`);
  if (unseen === 1) {
    follows.push(
      "1 person who was given a code loses it unseen and waits again at the old place in the list; a mail says so.",
    );
  }
  if (unseen > 1) {
    const people = unseen.toLocaleString("en");
    follows.push(
      `${people} people who were given a code lose it unseen and wait again at the old place in the list; a mail says so.`,
    );
  }
  follows.push(
    "The same file can be imported again afterwards.",
    "If somebody reveals one of its codes before you press, nothing is undone.",
  );
  return follows;
}
