import type { Metadata } from "next";
import { cache } from "react";
import { markGuidePageAction } from "@/features/guides/actions";
import { GuidePage } from "@/features/guides/components/guide-page";
import { GuideTrail } from "@/features/guides/components/guide-trail";
import { loadGuidePage } from "@/features/guides/loaders";

type Props = { params: Promise<{ course: string; offer: string; page: string }> };
const load = cache((course: string, offer: string, page: string) => loadGuidePage({ course, offer, page }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, offer, page } = await params;
  const { view } = await load(course, offer, page);
  return { title: view.page.number ? `Step ${view.page.number}: ${view.page.title}` : view.page.title };
}

export default async function GuideStepPage({ params }: Props) {
  const { course, offer, page } = await params;
  const { view, offerName } = await load(course, offer, page);
  return (
    <>
      <GuideTrail course={course} offer={offer} offerName={offerName} />
      <GuidePage
        course={course}
        offer={offer}
        view={view}
        markDone={markGuidePageAction as (form: FormData) => Promise<void>}
      />
    </>
  );
}
