import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { EditOffer } from "@/features/offers/components/edit-offer";
import { loadOfferAtDesk } from "@/features/offers/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Change the offer" };

export default async function EditOfferPage({ params }: { params: Promise<{ course: string; offer: string }> }) {
  const ref = await params;
  const { person, course, offer, guides, currencies } = await loadOfferAtDesk(ref);
  return (
    <Desk
      person={person}
      course={course}
      current="offers"
      crumbs={[{ label: offer.name, href: paths.adminOffer(ref) }, { label: "Change the offer" }]}
    >
      <PageHeader title="Change the offer" lead="Codes that were given already are not touched by this." />
      <EditOffer course={course} offer={offer} guides={guides} currencies={currencies} />
    </Desk>
  );
}
