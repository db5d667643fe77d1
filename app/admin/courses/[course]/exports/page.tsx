import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { CodesExport } from "@/features/reports/exports/components/codes-export";
import { ListExports } from "@/features/reports/exports/components/list-exports";
import { loadExports } from "@/features/reports/exports/loaders";

export const metadata: Metadata = { title: "Exports" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };

export default async function Page({ params, searchParams }: Props) {
  const [{ course: slug }, query] = [await params, await searchParams];
  const { person, course, counts, mayInstruct, confirmPath } = await loadExports({ course: slug });
  return (
    <Desk person={person} course={course} current="exports" crumbs={[{ label: "Exports" }]}>
      <DeskNotice query={query} />
      <PageHeader
        title="Exports"
        lead="Take the course’s lists with you, as they are at this moment. Each download is written into the trail, with who took it and how many rows it had."
      />
      <ListExports course={slug} counts={counts} mayInstruct={mayInstruct} timeZone={course.timeZone} />
      {mayInstruct && <CodesExport course={slug} offers={counts.offers} confirmPath={confirmPath} />}
    </Desk>
  );
}
