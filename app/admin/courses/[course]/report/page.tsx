import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { SponsorReportView } from "@/features/reports/sponsor/components/sponsor-report-view";
import { loadSponsorReport } from "@/features/reports/sponsor/loaders";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Sponsor’s report" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };

export default async function Page({ params, searchParams }: Props) {
  const [{ course: slug }, query] = [await params, await searchParams];
  const { person, course, report } = await loadSponsorReport({ course: slug });
  return (
    <Desk person={person} course={course} current="report" crumbs={[{ label: "Sponsor’s report" }]}>
      <DeskNotice query={query} />
      <PageHeader
        title="Sponsor’s report"
        kicker={`${course.title}, ${course.term}`}
        lead={`Counts, dates and sums for those who gave the codes, as of ${formatInstant(report.at, course.timeZone)}. It names nobody, and prints as it stands.`}
        actions={
          <>
            <LinkButton href={paths.sponsorReportPdf(slug)} variant="secondary">
              Download as PDF
            </LinkButton>
            <LinkButton href={paths.sponsorReportFile(slug)} variant="secondary">
              Download as CSV
            </LinkButton>
          </>
        }
      />
      <SponsorReportView course={slug} report={report} />
    </Desk>
  );
}
