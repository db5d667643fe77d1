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
          <RemoveAttachment course={course} attachment={attachment} />
        </li>
      ))}
    </ul>
  );
}

/** Says before an attachment is removed that nothing brings it back. Folded: the pictures of several stand side by side. */
function RemoveAttachment({ course, attachment }: { course: string; attachment: { id: string; title: string } }) {
  return (
    <details className="mt-1 w-[252px] max-w-full text-sm">
      <summary className="link cursor-pointer">
        Remove…<span className="sr-only"> “{attachment.title}”</span>
      </summary>
      <p className="mt-2">
        Participants can no longer open the file, and the portal deletes it. This cannot be undone; you can only add it
        again from a copy of your own.
      </p>
      <PostForm action={removeAttachmentAction} hidden={{ course, attachment: attachment.id }} className="mt-3">
        <SubmitButton variant="danger" size="small">
          Remove for good<span className="sr-only"> “{attachment.title}”</span>
        </SubmitButton>
      </PostForm>
    </details>
  );
}
