import type { Metadata } from "next";
import { GuideOverview } from "@/features/guides/components/guide-overview";
import { GuideTrail } from "@/features/guides/components/guide-trail";
import { loadGuideOverview } from "@/features/guides/loaders";

export const metadata: Metadata = { title: "Guide" };

type Props = { params: Promise<{ course: string; offer: string }> };

export default async function GuideOverviewPage({ params }: Props) {
  const ref = await params;
  const { view, facts } = await loadGuideOverview(ref);
  return (
    <>
      <GuideTrail {...ref} offerName={facts.offerName} />
      <GuideOverview {...ref} view={view} />
    </>
  );
}
