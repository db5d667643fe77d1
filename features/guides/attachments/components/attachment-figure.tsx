import { paths } from "@/lib/paths";
import { attachmentKinds, writeSize } from "../rules";

type Attachment = { id: string; title: string; fileName: string; mediaType: string; size: number };

/** An attachment as the picture of its first page, 250 pixels wide, that opens it; a second link downloads it. */
export function AttachmentFigure({ course, attachment }: { course: string; attachment: Attachment }) {
  const ref = { course, attachment: attachment.id };
  const { title, fileName, mediaType, size } = attachment;
  const word = attachmentKinds[mediaType]?.word ?? "file";
  const [shows, opens] =
    word === "PDF" ? ["First page of", "Opens the PDF."] : ["Small picture of", "Opens the image."];
  return (
    <div className="w-[252px] max-w-full">
      <a href={paths.attachmentFile(ref)} className="block border border-line bg-surface hover:border-accent">
        <img
          src={paths.attachmentThumbnail(ref)}
          width={250}
          alt={`${shows} “${title}”. ${opens}`}
          className="block h-auto w-[250px] max-w-full"
        />
      </a>
      <p className="mt-2 font-semibold">{title}</p>
      <p className="text-sm">
        <a href={`${paths.attachmentFile(ref)}?download=1`} download={fileName} className="link">
          Download<span className="sr-only"> “{title}”</span> ({word}, {writeSize(size)})
        </a>
      </p>
    </div>
  );
}
