import type { Metadata } from "next";
import { cache } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { AnswerList } from "@/features/credits/components/answer-list";
import { OfferFacts } from "@/features/credits/components/offer-facts";
import { OfferPanel } from "@/features/credits/components/offer-panel";
import { hasTimeline, OfferTimeline } from "@/features/credits/components/offer-timeline";
import { OfferTrail } from "@/features/credits/components/offer-trail";
import { OutcomeNotice, type OutcomeQuery } from "@/features/credits/components/outcome-notice";
import { loadMyOffer } from "@/features/credits/loaders";
import { OfferPapers } from "@/features/guides/components/offer-papers";
import { loadGuideCompanion } from "@/features/guides/loaders";
import { formatMoney } from "@/lib/money";

type Ref = { course: string; offer: string };
type Props = { params: Promise<Ref>; searchParams: Promise<OutcomeQuery> };
const load = cache((course: string, offer: string) => loadMyOffer({ course, offer }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, offer } = await params;
  const { name, course: parent } = await load(course, offer);
  return { title: `${name}, ${parent.title}` };
}

export default async function OfferPage({ params, searchParams }: Props) {
  const ref = await params;
  const [offer, { companion }] = await Promise.all([load(ref.course, ref.offer), loadGuideCompanion(ref)]);
  return (
    <>
      <OfferTrail course={offer.course} offer={offer} />
      <PageHeader title={`${offer.name}, ${formatMoney(offer)}`} />
      <OutcomeNotice query={await searchParams} standing={offer.standing} />
      <OfferPanel offer={offer} />
      {hasTimeline(offer) && (
        <Section title="Where you stand">
          <OfferTimeline offer={offer} />
        </Section>
      )}
      {offer.answers.length > 0 && (
        <Section title="Your answers" intro="What you answered when you asked, as your instructors see it.">
          <AnswerList answers={offer.answers} />
        </Section>
      )}
      <Section title="What goes with it">
        <OfferPapers
          {...ref}
          companion={companion}
          acknowledgedAt={offer.acknowledgedAt}
          isHeld={offer.codeVisible}
          timeZone={offer.timeZone}
        />
      </Section>
      <Section title="Dates and facts">
        <OfferFacts offer={offer} />
      </Section>
    </>
  );
}
