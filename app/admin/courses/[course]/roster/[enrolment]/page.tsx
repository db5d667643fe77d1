import type { Metadata } from "next";
import { cache } from "react";
import { Desk } from "@/app/admin/desk";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { HoldingsTable } from "@/features/credits/people/components/holdings-table";
import { loadPerson } from "@/features/credits/people/loaders";
import { PersonData } from "@/features/reports/personal-data/components/person-data";
import { PersonHeading } from "@/features/roster/components/person-heading";
import { PersonPanel, PersonRemoval } from "@/features/roster/components/person-panel";
import { paths } from "@/lib/paths";

type Props = { params: Promise<{ course: string; enrolment: string }>; searchParams: Promise<DeskQuery> };
const load = cache((course: string, enrolment: string) => loadPerson({ course, enrolment }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, enrolment } = await params;
  const view = await load(course, enrolment);
  return { title: `${view.called}: ${view.course.title}` };
}

export default async function PersonPage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course, subject, called, offers } = await load(ref.course, ref.enrolment);
  const { mayInstruct } = person;
  const crumbs = [{ label: "Roster", href: paths.roster(course.slug) }, { label: called }];
  return (
    <Desk person={person} course={course} current="roster" crumbs={crumbs}>
      <DeskNotice query={await searchParams} />
      <PersonHeading course={course} person={subject} />
      <PersonPanel course={course} mayInstruct={mayInstruct} person={subject} />
      <Section title="Offers" stacked intro={`Times are in ${course.timeZone.replaceAll("_", " ")}.`}>
        <HoldingsTable at={{ course: course.slug, email: subject.email }} offers={offers} timeZone={course.timeZone} />
      </Section>
      <PersonRemoval course={course} mayInstruct={mayInstruct} person={subject} />
      {mayInstruct && (
        <Section title="Personal data">
          <PersonData course={course.slug} subject={subject} />
        </Section>
      )}
    </Desk>
  );
}
