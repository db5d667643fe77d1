import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { BatchTable } from "@/features/credits/imports/components/batch-table";
import { PoolPanel } from "@/features/credits/imports/components/pool-panel";
import { loadBatches, loadPools } from "@/features/credits/imports/loaders";
import { OfferFactsAtDesk } from "@/features/offers/components/offer-facts-at-desk";
import { OfferStateBadge } from "@/features/offers/components/offer-state-badge";
import { loadOfferAtDesk } from "@/features/offers/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Offer" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DeskQuery> };

export default async function AdminOfferPage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course, offer } = await loadOfferAtDesk(ref);
  const [pools, batches, query] = await Promise.all([loadPools(ref), loadBatches(ref), searchParams]);
  return (
    <Desk person={person} course={course} current="offers" crumbs={[{ label: offer.name }]}>
      <DeskNotice query={query} />
      <PageHeader title={offer.name} status={<OfferStateBadge state={offer.state} />} />
      <PoolPanel offer={ref} pool={pools.find((pool) => pool.offer === offer.slug)} />
      <Section title="Batches" stacked intro={`Times are in ${course.timeZone.replaceAll("_", " ")}.`}>
        <BatchTable batches={batches} timeZone={course.timeZone} />
      </Section>
      <Section title="About the offer">
        <OfferFactsAtDesk offer={offer} timeZone={course.timeZone} />
        <LinkButton href={paths.editOffer(ref)} variant="secondary" className="mt-5">
          Change the offer
        </LinkButton>{" "}
        <LinkButton href={paths.questions(ref)} variant="secondary">
          Questions to participants
        </LinkButton>
        <LinkButton href={paths.guideEditor(ref)} variant="secondary" className="ms-3 mt-5">
          Edit the guide
        </LinkButton>
      </Section>
    </Desk>
  );
}
