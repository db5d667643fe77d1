import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { UpdateList } from "@/features/guides/updates/components/update-list";
import { loadGuideUpdate } from "@/features/guides/updates/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "What the provider changed" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DeskQuery> };

export default async function GuideUpdatePage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course, offerName, desk, updates } = await loadGuideUpdate(ref);
  const { revision } = desk.template;
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: "What the provider changed" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DeskNotice query={await searchParams} />
      <PageHeader
        title="What the provider changed"
        lead={`Revision ${revision.number} of the provider’s guide: ${revision.change} Struck out is yours, underlined the provider’s.`}
      />
      <UpdateList updates={updates} version={desk.number} offer={ref} />
    </Desk>
  );
}
