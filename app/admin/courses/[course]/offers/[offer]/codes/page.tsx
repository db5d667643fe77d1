import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { CheckGone } from "@/features/courses/components/check-gone";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { CodesReport } from "@/features/credits/imports/components/codes-report";
import { CodesUploadForm } from "@/features/credits/imports/components/codes-upload-form";
import { loadCodesImport } from "@/features/credits/imports/loaders";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

export const metadata: Metadata = { title: "Import codes" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<DeskQuery & { check?: string | string[] }>;
};

export default async function CodesImportPage({ params, searchParams }: Props) {
  const [ref, query] = await Promise.all([params, searchParams]);
  const check = readIdentifier(query.check);
  const { person, course, offer, report } = await loadCodesImport({ ...ref, check });
  const back = paths.adminOffer(ref);
  return (
    <Desk
      person={person}
      course={course}
      current="offers"
      crumbs={[{ label: offer.name, href: back }, { label: "Import codes" }]}
    >
      <DeskNotice query={query} />
      <PageHeader
        title="Import codes"
        lead="First you see what would happen, line by line. Codes are added; none is ever replaced."
      />
      {check && report ? (
        <CodesReport {...ref} check={check} report={report} />
      ) : (
        <>
          <CheckGone asked={query.check !== undefined} />
          <CodesUploadForm {...ref} cancelHref={back} />
        </>
      )}
    </Desk>
  );
}
