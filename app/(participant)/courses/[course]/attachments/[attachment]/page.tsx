import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { AttachmentFigure } from "@/features/guides/attachments/components/attachment-figure";
import { loadAttachment } from "@/features/guides/attachments/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Attachment" };

export default async function AttachmentPage({ params }: { params: Promise<{ course: string; attachment: string }> }) {
  const ref = await params;
  const attachment = await loadAttachment(ref);
  return (
    <>
      <PageHeader title={attachment.title} kicker="Attachment of your course" />
      <AttachmentFigure course={ref.course} attachment={attachment} />
      <LinkButton href={paths.course(ref.course)} variant="secondary" className="mt-8">
        Back to the course
      </LinkButton>
    </>
  );
}
