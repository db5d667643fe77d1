import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { CourseFacts } from "@/features/courses/components/course-facts";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { loadCourse } from "@/features/courses/loaders";
import { CourseSetUp } from "@/features/credits/imports/components/course-set-up";
import { OffersAtDesk } from "@/features/credits/imports/components/offers-at-desk";
import { loadPools } from "@/features/credits/imports/loaders";
import { AttachmentSummary } from "@/features/guides/attachments/components/attachment-summary";
import { loadAttachments } from "@/features/guides/attachments/loaders";
import { loadOffersAtDesk } from "@/features/offers/loaders";
import { RosterSummary } from "@/features/roster/components/roster-summary";
import { loadRosterSize } from "@/features/roster/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Course" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };

export default async function AdminCoursePage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course } = await loadCourse(ref);
  const [offers, pools, size, attachments, query] = await Promise.all([
    loadOffersAtDesk(ref),
    loadPools(ref),
    loadRosterSize(ref),
    loadAttachments(ref),
    searchParams,
  ]);
  return (
    <Desk person={person} course={course} current="course">
      <DeskNotice query={query} />
      <PageHeader title={course.title} kicker={course.term} />
      <CourseSetUp course={course} size={size} offers={offers} pools={pools} />
      <Section title="Offers" id="offers" intro={`Times are in ${course.timeZone.replaceAll("_", " ")}.`}>
        <OffersAtDesk course={course.slug} timeZone={course.timeZone} offers={offers} pools={pools} />
        {offers.length > 0 && (
          <LinkButton href={paths.newOffer(course.slug)} variant="secondary" className="mt-5">
            Make another offer
          </LinkButton>
        )}
      </Section>
      <Section title="Roster">
        <RosterSummary course={course.slug} size={size} />
      </Section>
      <Section title="Attachments">
        <AttachmentSummary course={course.slug} attachments={attachments} />
      </Section>
      <Section title="About the course">
        <CourseFacts course={course} />
        <LinkButton href={paths.editCourse(course.slug)} variant="secondary" className="mt-5">
          Change the course
        </LinkButton>
      </Section>
    </Desk>
  );
}
