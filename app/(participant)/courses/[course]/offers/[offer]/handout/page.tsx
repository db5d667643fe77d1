import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { DocumentThumbnail } from "@/features/guides/components/document-thumbnail";
import { GuideTrail } from "@/features/guides/components/guide-trail";
import { HandoutFacts } from "@/features/guides/components/handout-facts";
import { loadGuideOverview } from "@/features/guides/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Handout" };

type Props = { params: Promise<{ course: string; offer: string }> };

export default async function HandoutPage({ params }: Props) {
  const ref = await params;
  const { view, facts } = await loadGuideOverview(ref);
  return (
    <>
      <GuideTrail {...ref} offerName={facts.offerName} />
      <PageHeader
        title="Handout"
        kicker={view.guide.title}
        lead="The whole guide on paper. There is no code in it, so you may leave it on a desk."
      />
      <div className="grid gap-x-12 gap-y-8 sm:grid-cols-[auto_1fr]">
        <DocumentThumbnail
          title={view.guide.title}
          fileHref={paths.handoutPdf(ref)}
          thumbnailHref={paths.handoutThumbnail(ref)}
          downloadName={`${ref.course}-${ref.offer}-handout.pdf`}
        />
        <HandoutFacts facts={facts} />
      </div>
    </>
  );
}
