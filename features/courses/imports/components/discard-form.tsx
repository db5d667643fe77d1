import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { discardImportAction } from "../actions";

/** Throws the file away. Nothing was taken in, so there is nothing to lose but the file. */
export function DiscardForm({ course, id }: { course: string; id: string }) {
  return (
    <PostForm action={discardImportAction} hidden={{ course, import: id }}>
      <SubmitButton variant="quiet">Throw this file away</SubmitButton>
    </PostForm>
  );
}
