import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { undoImportAction } from "../actions";
import type { WithdrawalView } from "../queries";

/** Undoes an import of codes, and says before what that does; or why it cannot be undone any more. */
export function UndoPanel({ course, id, withdrawal }: { course: string; id: string; withdrawal: WithdrawalView }) {
  const { seen, unseen, free } = withdrawal;
  if (seen + unseen + free === 0) return null;
  return (
    <Section title="Undo this import">
      {seen > 0 ? (
        <p className="max-w-text">
          It cannot be undone any more:{" "}
          {seen === 1 ? "1 of its codes was" : `${seen.toLocaleString("en")} of its codes were`} looked at by the person
          it was given to.
        </p>
      ) : (
        <>
          <p className="max-w-text">
            Nobody has looked at a code of it yet, so it can be undone.{" "}
            {free > 0 &&
              `${free === 1 ? "1 code leaves" : `${free.toLocaleString("en")} codes leave`} the pool and cannot be brought back from here. `}
            {unseen > 0 &&
              `${unseen === 1 ? "1 person who was given a code loses it unseen and waits" : `${unseen.toLocaleString("en")} people who were given a code lose it unseen and wait`} again at the old place in the list; a mail says so. `}
            The same file can come in again afterwards.
          </p>
          <PostForm action={undoImportAction} hidden={{ course, import: id }} className="mt-4">
            <SubmitButton variant="danger">Undo this import</SubmitButton>
          </PostForm>
        </>
      )}
    </Section>
  );
}
