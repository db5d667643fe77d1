import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { CheckGone } from "@/features/courses/components/check-gone";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { RosterReport } from "@/features/roster/imports/components/roster-report";
import { RosterUploadForm } from "@/features/roster/imports/components/roster-upload-form";
import { loadRosterImport } from "@/features/roster/imports/loaders";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

export const metadata: Metadata = { title: "Import a roster" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery & { check?: string | string[] }> };

export default async function RosterImportPage({ params, searchParams }: Props) {
  const query = await searchParams;
  const check = readIdentifier(query.check);
  const { person, course, report } = await loadRosterImport({ ...(await params), check });
  return (
    <Desk
      person={person}
      course={course}
      current="roster"
      crumbs={[{ label: "Roster", href: paths.roster(course.slug) }, { label: "Import" }]}
    >
      <DeskNotice query={query} />
      <PageHeader
        title="Import a roster"
        lead="First you see what would happen, line by line. People who are here already stay as they are."
      />
      {check && report ? (
        <RosterReport course={course.slug} check={check} report={report} />
      ) : (
        <>
          <CheckGone asked={query.check !== undefined} />
          <RosterUploadForm course={course.slug} cancelHref={paths.roster(course.slug)} />
        </>
      )}
    </Desk>
  );
}
