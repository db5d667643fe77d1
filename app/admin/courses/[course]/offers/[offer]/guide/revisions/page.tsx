import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { RevisionList } from "@/features/guides/revisions/components/revision-list";
import { loadRevisions } from "@/features/guides/revisions/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Revisions of the guide" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DeskQuery> };

export default async function GuideRevisionsPage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course, offerName, revisions } = await loadRevisions(ref);
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: "Revisions" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DeskNotice query={await searchParams} />
      <PageHeader title="Revisions of the guide" />
      <RevisionList revisions={revisions} offer={ref} timeZone={course.timeZone} />
    </Desk>
  );
}
