import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "@/app/admin/desk";
import { UndoPage } from "@/features/credits/withdrawals/components/undo-page";
import { loadUndo } from "@/features/credits/withdrawals/loaders";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

export const metadata: Metadata = { title: "Undo an import" };

export default async function Page({ params }: { params: Promise<{ course: string; import: string }> }) {
  const ref = await params;
  const loaded = await loadUndo({ course: ref.course, import: readIdentifier(ref.import) });
  const { person, course, view, withdrawal, refused } = loaded;
  const page = paths.courseImport({ course: course.slug, import: view.id });
  if (refused) {
    redirect(`${page}?refused=import-${refused}`);
  }
  const crumbs = view.offer
    ? [
        { label: view.offer.name, href: paths.adminOffer({ course: course.slug, offer: view.offer.slug }) },
        { label: "Import codes", href: paths.codesImport({ course: course.slug, offer: view.offer.slug }) },
      ]
    : [];
  return (
    <Desk
      person={person}
      course={course}
      current="offers"
      crumbs={[...crumbs, { label: view.fileName, href: page }, { label: "Undo" }]}
    >
      <UndoPage course={course} view={view} withdrawal={withdrawal} />
    </Desk>
  );
}
