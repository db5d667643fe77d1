import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { TrailEvents } from "@/features/reports/trail/components/trail-events";
import { TrailFilters } from "@/features/reports/trail/components/trail-filters";
import { loadTrail } from "@/features/reports/trail/loaders";
import { type TrailQuery, writeTrailFilter } from "@/features/reports/trail/schema";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Trail" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery & TrailQuery> };

export default async function Page({ params, searchParams }: Props) {
  const [{ course: slug }, query] = [await params, await searchParams];
  const { person, course, filter, acts, ...view } = await loadTrail({ course: slug, query });
  const file = `${paths.trailFile(slug)}${writeTrailFilter({ ...filter, after: "" })}`;
  return (
    <Desk person={person} course={course} current="trail" crumbs={[{ label: "Trail" }]}>
      <DeskNotice query={query} />
      <PageHeader
        title="Trail"
        lead="Who did what in this course. It only grows: nobody can change or remove a line of it."
        actions={
          !view.problem && (
            <LinkButton href={file} variant="secondary">
              Download as CSV
            </LinkButton>
          )
        }
      />
      <TrailFilters course={slug} filter={filter} acts={acts} />
      <TrailEvents course={slug} filter={filter} view={view} timeZone={course.timeZone} />
    </Desk>
  );
}
