import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { NewOffer } from "@/features/offers/components/edit-offer";
import { loadNewOffer } from "@/features/offers/loaders";

export const metadata: Metadata = { title: "Make an offer" };

export default async function NewOfferPage({ params }: { params: Promise<{ course: string }> }) {
  const { person, course, guides, currencies } = await loadNewOffer(await params);
  return (
    <Desk person={person} course={course} current="offers" crumbs={[{ label: "Make an offer" }]}>
      <PageHeader title="Make an offer" lead="A credit that this course gives. Its codes come next." />
      <NewOffer course={course} guides={guides} currencies={currencies} />
    </Desk>
  );
}
