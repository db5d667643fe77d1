import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { NewPageForm } from "@/features/guides/editor/components/new-page-form";
import { loadGuideEditor } from "@/features/guides/editor/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Add a step" };

export default async function NewGuidePage({ params }: { params: Promise<{ course: string; offer: string }> }) {
  const ref = await params;
  const { person, course, offerName, desk } = await loadGuideEditor(ref);
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: "Add a step" },
  ];
  const pages = desk.guide.pages.map(({ slug, title }) => ({ slug, title }));
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <PageHeader title="Add a step" lead="Steps are numbered by their order." />
      <NewPageForm pages={pages} hidden={{ ...ref, version: String(desk.number) }} />
    </Desk>
  );
}
