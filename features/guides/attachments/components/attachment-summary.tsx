import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";

/** What is attached to a course, and the way to change it. */
export function AttachmentSummary({
  course,
  attachments,
  mayInstruct,
}: {
  course: string;
  attachments: readonly { id: string; title: string }[];
  mayInstruct: boolean;
}) {
  return (
    <>
      {attachments.length === 0 ? (
        <p className="text-muted">Nothing is attached.</p>
      ) : (
        <ul className="list-disc ps-5">
          {attachments.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
      {mayInstruct && (
        <LinkButton href={paths.adminAttachments(course)} variant="secondary" className="mt-5">
          {attachments.length === 0 ? "Attach a file" : "Change the attachments"}
        </LinkButton>
      )}
    </>
  );
}
