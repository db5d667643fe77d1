import { JobTrouble } from "@/features/courses/components/job-trouble";
import type { Trouble } from "@/lib/job-trouble";
import { retryImportAction } from "../actions";
import type { ImportView } from "../queries";
import type { ImportState } from "../rules";

const AGAIN: Partial<Record<ImportState, string>> = {
  CHECKING: "Nothing of the file is taken in yet. “Try again” checks it from its first line on.",
  RUNNING:
    "Nothing of the file is taken in so far. “Try again” begins anew with the file as it was checked: all of it comes in, or nothing does.",
  UNDOING:
    "No code has left the pool so far. “Try again” begins the undoing anew: all of the import's codes leave the pool, or none does.",
};

/** Says that the portal's work on a file fails, and what the button does that begins it anew. */
export function ImportTrouble({
  course,
  view: { id, state },
  trouble,
}: {
  course: string;
  view: Pick<ImportView, "id" | "state">;
  trouble: Trouble;
}) {
  return (
    <JobTrouble trouble={trouble} action={retryImportAction} hidden={{ course, import: id }}>
      {AGAIN[state]}
    </JobTrouble>
  );
}
