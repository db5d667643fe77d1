import { EmptyState } from "@/components/ui/empty-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { removeAttachmentAction } from "../actions";
import { AttachmentFigure } from "./attachment-figure";

/** The attachments of a course, each with its way out. */
export function AttachmentsAtDesk({
  course,
  attachments,
}: {
  course: string;
  attachments: readonly Parameters<typeof AttachmentFigure>[0]["attachment"][];
}) {
  if (attachments.length === 0) {
    return (
      <EmptyState title="Nothing is attached yet">
        Attach what the sponsor has sent, such as a PDF with more information.
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-wrap gap-8">
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <AttachmentFigure course={course} attachment={attachment} />
          <PostForm action={removeAttachmentAction} hidden={{ course, attachment: attachment.id }} className="mt-3">
            <SubmitButton variant="secondary" size="small">
              Remove<span className="sr-only"> “{attachment.title}”</span>
            </SubmitButton>
          </PostForm>
        </li>
      ))}
    </ul>
  );
}
