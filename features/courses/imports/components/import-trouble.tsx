import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { retryImportAction } from "../actions";
import type { ImportView } from "../queries";
import type { ImportState, Trouble } from "../rules";

const AGAIN: Partial<Record<ImportState, string>> = {
  CHECKING: "Nothing of the file is taken in yet. “Try again” checks it from its first line on.",
  RUNNING:
    "Nothing of the file is taken in so far. “Try again” begins anew with the file as it was checked: all of it comes in, or nothing does.",
  UNDOING:
    "No code has left the pool so far. “Try again” begins the undoing anew: all of the import's codes leave the pool, or none does.",
};

/** Says that the portal's work on a file fails, whether it goes on by itself, and what the button does that begins it anew. */
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
    <Notice
      kind="caution"
      title={trouble.kind === "failing" ? "The last try failed" : "The work has stopped"}
      className="mt-6"
    >
      <p>{trouble.kind === "failing" ? sayNext(trouble) : "It does not go on by itself any more."}</p>
      <p>{AGAIN[state]} If it fails again, tell whoever runs the portal: its log says why.</p>
      <PostForm action={retryImportAction} hidden={{ course, import: id }} className="mt-4">
        <SubmitButton>Try again</SubmitButton>
      </PostForm>
    </Notice>
  );
}

function sayNext({ tries, waits }: { tries: number; waits: number }): string {
  const minutes = Math.ceil(waits / 60);
  const soon = minutes <= 1 ? "within a minute" : `in about ${minutes.toLocaleString("en")} minutes`;
  return `It was tried ${tries === 1 ? "once" : `${tries} times`} without success. The portal tries by itself again ${soon}.`;
}
