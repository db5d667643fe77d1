import type { Metadata } from "next";
import { cache } from "react";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { CourseFacts } from "@/features/courses/components/course-facts";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { AttachmentSummary } from "@/features/guides/attachments/components/attachment-summary";
import { loadAttachments } from "@/features/guides/attachments/loaders";
import { CourseHead } from "@/features/reports/dashboard/components/course-head";
import { OffersAtGlance } from "@/features/reports/dashboard/components/offers-at-glance";
import { RequestsChart } from "@/features/reports/dashboard/components/requests-chart";
import { loadDashboard } from "@/features/reports/dashboard/loaders";
import { RosterSummary } from "@/features/roster/components/roster-summary";
import { paths } from "@/lib/paths";

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };
const load = cache((course: string) => loadDashboard({ course }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).course)).course.title };
}

export default async function AdminCoursePage({ params, searchParams }: Props) {
  const ref = await params;
  const [dashboard, attachments, query] = await Promise.all([load(ref.course), loadAttachments(ref), searchParams]);
  const { person, mayInstruct, course, offers, bars, needs } = dashboard;
  const zone = course.timeZone.replaceAll("_", " ");
  return (
    <Desk person={person} course={course} current="course">
      <DeskNotice query={query} />
      <PageHeader title={course.title} kicker={course.term} />
      <CourseHead course={course} offers={offers} needs={needs} mayInstruct={mayInstruct} />
      <Section title="Offers" id="offers" stacked intro={`Times are in ${zone}.`}>
        <OffersAtGlance course={course} offers={offers} mayInstruct={mayInstruct} />
      </Section>
      <Section title="Requests over time" stacked intro={`Of all offers together, by the days of ${zone}.`}>
        <RequestsChart id="requests" title="Requests" bars={bars} />
      </Section>
      <Section title="Roster">
        <RosterSummary course={course.slug} size={course.size} mayInstruct={mayInstruct} />
      </Section>
      <Section title="Attachments">
        <AttachmentSummary course={course.slug} attachments={attachments} mayInstruct={mayInstruct} />
      </Section>
      <Section title="About the course">
        <CourseFacts course={course} />
        {mayInstruct && (
          <LinkButton href={paths.editCourse(course.slug)} variant="secondary" className="mt-5">
            Change the course
          </LinkButton>
        )}
      </Section>
    </Desk>
  );
}
