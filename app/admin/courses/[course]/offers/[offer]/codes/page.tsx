import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { CodesUpload } from "@/features/credits/imports/components/codes-upload";
import { loadCodesUpload } from "@/features/credits/imports/loaders";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

export const metadata: Metadata = { title: "Import codes" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<DeskQuery & { failed?: string | string[] }>;
};

export default async function CodesImportPage({ params, searchParams }: Props) {
  const [ref, query] = await Promise.all([params, searchParams]);
  const failed = readIdentifier(query.failed);
  const { person, course, offer, imports, problem } = await loadCodesUpload({ ...ref, failed });
  return (
    <Desk
      person={person}
      course={course}
      current="offers"
      crumbs={[{ label: offer.name, href: paths.adminOffer(ref) }, { label: "Import codes" }]}
    >
      <DeskNotice query={query} />
      <PageHeader
        title="Import codes"
        lead="First you see what would happen, line by line. Codes are added; none is ever replaced."
      />
      <CodesUpload {...ref} refused={query.refused} problem={problem} imports={imports} timeZone={course.timeZone} />
    </Desk>
  );
}
