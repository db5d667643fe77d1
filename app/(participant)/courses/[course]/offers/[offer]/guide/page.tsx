import type { Metadata } from "next";
import { GuideEnd } from "@/features/guides/components/guide-end";
import { GuideOverview } from "@/features/guides/components/guide-overview";
import { GuideTrail } from "@/features/guides/components/guide-trail";
import { loadGuideOverview } from "@/features/guides/loaders";

export const metadata: Metadata = { title: "Guide" };

type Props = { params: Promise<{ course: string; offer: string }> };

export default async function GuideOverviewPage({ params }: Props) {
  const ref = await params;
  const { view, facts, offer } = await loadGuideOverview(ref);
  return (
    <>
      <GuideTrail {...ref} offerName={facts.offerName} />
      <GuideOverview {...ref} view={view} end={<GuideEnd offer={offer} />} />
    </>
  );
}
