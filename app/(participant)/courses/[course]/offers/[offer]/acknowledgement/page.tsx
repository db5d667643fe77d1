import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { AcknowledgementPanel } from "@/features/credits/acknowledgements/components/acknowledgement-panel";
import { loadAcknowledgement } from "@/features/credits/acknowledgements/loaders";
import { OfferTrail } from "@/features/credits/components/offer-trail";
import { OutcomeNotice, type OutcomeQuery } from "@/features/credits/components/outcome-notice";
import { AcknowledgementCopies } from "@/features/guides/components/acknowledgement-copies";

export const metadata: Metadata = { title: "Acknowledgement" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<OutcomeQuery> };

export default async function AcknowledgementPage({ params, searchParams }: Props) {
  const { offer, given, copies } = await loadAcknowledgement(await params);
  return (
    <>
      <OfferTrail course={offer.course} offer={offer} page="Acknowledgement" />
      <PageHeader title="Acknowledgement" kicker={offer.name} />
      <OutcomeNotice query={await searchParams} />
      <AcknowledgementPanel offer={offer} given={given} />
      <Section title="Copy the words" intro="Each form is ready to be pasted.">
        <AcknowledgementCopies copies={copies} />
      </Section>
    </>
  );
}
