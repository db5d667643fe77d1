import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { PageForm } from "@/features/guides/editor/components/page-form";
import { loadPageEditor } from "@/features/guides/editor/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Change a page of the guide" };

type Props = { params: Promise<{ course: string; offer: string; page: string }> };

export default async function EditGuidePage({ params }: Props) {
  const ref = await params;
  const { person, course, offerName, desk, page, initial, preview, figure } = await loadPageEditor(ref);
  const crumbs = [
    { label: offerName, href: paths.adminOffer(ref) },
    { label: "Guide", href: paths.guideEditor(ref) },
    { label: page.title },
  ];
  const figureLink = (
    <LinkButton href={paths.guideFigure(ref)} variant="secondary">
      {figure ? "Change the figure" : "Add a figure"}
    </LinkButton>
  );
  return (
    <Desk person={person} course={course} current="offers" crumbs={crumbs}>
      <PageHeader title={page.title} actions={figureLink} />
      <PageForm
        initial={initial}
        preview={preview}
        hidden={{ ...ref, version: String(desk.number) }}
        hasFigure={figure !== null}
      />
    </Desk>
  );
}
