import type { Metadata } from "next";
import { cache } from "react";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { BatchTable } from "@/features/credits/imports/components/batch-table";
import { loadBatches } from "@/features/credits/imports/loaders";
import { OfferChanges } from "@/features/offers/components/offer-changes";
import { OfferFactsAtDesk } from "@/features/offers/components/offer-facts-at-desk";
import { OfferStateBadge } from "@/features/offers/components/offer-state-badge";
import { BurnDownChart } from "@/features/reports/burn-down/components/burn-down-chart";
import { FunnelChart } from "@/features/reports/dashboard/components/funnel-chart";
import { OfferDoors } from "@/features/reports/dashboard/components/offer-doors";
import { PoolOutlook } from "@/features/reports/dashboard/components/pool-outlook";
import { RequestsChart } from "@/features/reports/dashboard/components/requests-chart";
import { loadOfferDashboard } from "@/features/reports/dashboard/loaders";

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DeskQuery> };
const load = cache((course: string, offer: string) => loadOfferDashboard({ course, offer }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, offer } = await params;
  const view = await load(course, offer);
  return { title: `${view.offer.name}: ${view.course.title}` };
}

export default async function AdminOfferPage({ params, searchParams }: Props) {
  const [ref, query] = await Promise.all([params, searchParams]);
  const { person, mayInstruct, course, offer, glance } = await load(ref.course, ref.offer);
  const zone = course.timeZone.replaceAll("_", " ");
  return (
    <Desk person={person} course={course} current="offers" crumbs={[{ label: offer.name }]}>
      <DeskNotice query={query} />
      <PageHeader title={offer.name} status={<OfferStateBadge state={glance.state} />} />
      <div className="max-w-text space-y-6">
        <PoolOutlook offer={glance} now={course.now} />
        <OfferDoors offer={ref} glance={glance} mayInstruct={mayInstruct} />
      </div>
      <Section title="Codes over time" intro={`By the days of ${zone}.`}>
        <BurnDownChart id="left" title="Codes left" chart={glance.burnDown} />
      </Section>
      <Section title="How far participants have come">
        <FunnelChart id="funnel" title="From enrolled to redeemed" funnel={glance.funnel} />
      </Section>
      <Section title="Requests over time" intro={`By the days of ${zone}.`}>
        <RequestsChart id="requests" title="Requests" bars={glance.bars} />
      </Section>
      {mayInstruct && (
        <Section title="Batches" stacked intro={`Times are in ${zone}.`}>
          <BatchTable course={course.slug} batches={await loadBatches(ref)} timeZone={course.timeZone} />
        </Section>
      )}
      <Section title="About the offer">
        <OfferFactsAtDesk offer={offer} timeZone={course.timeZone} />
        {mayInstruct && <OfferChanges offer={ref} />}
      </Section>
    </Desk>
  );
}
