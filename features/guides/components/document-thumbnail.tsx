import { LinkButton } from "@/components/ui/button";

/**
 * A PDF as the picture of its first page, 250 pixels wide, that opens the file; a second link, the button of its page, downloads it. `height` is that of the picture at 250 pixels; A4 unless given.
 */
export function DocumentThumbnail({
  title,
  fileHref,
  thumbnailHref,
  downloadName,
  height = 354,
}: {
  title: string;
  fileHref: string;
  thumbnailHref: string;
  downloadName: string;
  height?: number;
}) {
  return (
    <div className="max-w-[252px]">
      <a href={fileHref} className="block border border-line bg-surface hover:border-accent">
        {/* A plain picture: next/image would add a script and a public cache to a personal picture. */}
        <img
          src={thumbnailHref}
          width={250}
          height={height}
          alt={`First page of “${title}”. Opens the PDF.`}
          className="block h-auto w-[250px] max-w-full"
        />
      </a>
      <LinkButton href={fileHref} download={downloadName} className="mt-4 w-full">
        Download the PDF
      </LinkButton>
    </div>
  );
}
