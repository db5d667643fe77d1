import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { AboutForm } from "@/features/guides/editor/components/about-form";
import { loadAboutEditor } from "@/features/guides/editor/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Title, labels, related guides" };

export default async function GuideAboutPage({ params }: { params: Promise<{ course: string; offer: string }> }) {
  const ref = await params;
  const { person, course, offerName, desk, initial, options } = await loadAboutEditor(ref);
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: "Title, labels, related guides" },
  ];
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <PageHeader title="Title, labels, related guides" />
      <AboutForm initial={initial} options={options} hidden={{ ...ref, version: String(desk.number) }} />
    </Desk>
  );
}
