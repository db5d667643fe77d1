import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { GuideComparison, nameRevision } from "@/features/guides/revisions/components/guide-comparison";
import { loadComparison } from "@/features/guides/revisions/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Compare revisions" };

type Query = { from?: string | string[]; to?: string | string[] };
type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<Query> };

export default async function CompareGuidePage({ params, searchParams }: Props) {
  const ref = await params;
  const query = await searchParams;
  const { person, course, offerName, desk, from, to, differences } = await loadComparison({ ...ref, ...query });
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: "Revisions", href: paths.guideRevisions(ref) },
    { label: "Compare" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <PageHeader
        title="Compare revisions"
        lead={`From ${nameRevision(from)} to ${nameRevision(to)}: struck out what went, underlined what came.`}
      />
      <GuideComparison differences={differences} to={to} newest={desk.number} offer={ref} />
    </Desk>
  );
}
