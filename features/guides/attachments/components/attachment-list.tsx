import { AttachmentFigure } from "./attachment-figure";

/** The attachments of a course side by side, for participants. Nothing at all where there are none. */
export function AttachmentList({
  course,
  attachments,
}: {
  course: string;
  attachments: readonly Parameters<typeof AttachmentFigure>[0]["attachment"][];
}) {
  return attachments.length === 0 ? null : (
    <ul className="flex flex-wrap gap-8">
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <AttachmentFigure course={course} attachment={attachment} />
        </li>
      ))}
    </ul>
  );
}
