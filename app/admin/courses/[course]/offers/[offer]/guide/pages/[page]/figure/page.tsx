import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { loadPageEditor } from "@/features/guides/editor/loaders";
import { FigureAtDesk } from "@/features/guides/images/components/figure-at-desk";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Figure" };

type Props = { params: Promise<{ course: string; offer: string; page: string }>; searchParams: Promise<DeskQuery> };

export default async function GuideFigurePage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course, offerName, desk, page, figure } = await loadPageEditor(ref);
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: page.title, href: paths.editGuidePage(ref) },
    { label: "Figure" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <DeskNotice query={await searchParams} />
      <PageHeader title="Figure" kicker={page.title} />
      <FigureAtDesk figure={figure} page={ref} version={desk.number} />
    </Desk>
  );
}
