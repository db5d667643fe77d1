import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { RosterUpload } from "@/features/roster/imports/components/roster-upload";
import { loadRosterUpload } from "@/features/roster/imports/loaders";
import { paths } from "@/lib/paths";
import { readIdentifier } from "@/lib/read-identifier";

export const metadata: Metadata = { title: "Import a roster" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery & { failed?: string | string[] }> };

export default async function RosterImportPage({ params, searchParams }: Props) {
  const query = await searchParams;
  const failed = readIdentifier(query.failed);
  const { person, course, imports, problem } = await loadRosterUpload({ ...(await params), failed });
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
        lead="First you see what would happen, line by line. Nobody is changed or removed unless you ask for it."
      />
      <RosterUpload
        course={course.slug}
        refused={query.refused}
        problem={problem}
        imports={imports}
        timeZone={course.timeZone}
      />
    </Desk>
  );
}
