import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { AddPersonForm } from "@/features/roster/components/add-person-form";
import { RosterPages } from "@/features/roster/components/roster-pages";
import { RosterSearch } from "@/features/roster/components/roster-search";
import { RosterTable } from "@/features/roster/components/roster-table";
import { loadRoster } from "@/features/roster/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Roster" };

type Query = DeskQuery & { search?: string | string[]; after?: string | string[] };
type Props = { params: Promise<{ course: string }>; searchParams: Promise<Query> };

const count = (number: number, word: string) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

export default async function RosterPage({ params, searchParams }: Props) {
  const query = await searchParams;
  const search = typeof query.search === "string" ? query.search.trim().slice(0, 100) : "";
  const after = typeof query.after === "string" ? query.after : "";
  const { person, course, page, size } = await loadRoster({ ...(await params), search, after });
  return (
    <Desk person={person} course={course} current="roster" crumbs={[{ label: "Roster" }]}>
      <DeskNotice query={query} />
      <PageHeader
        title="Roster"
        lead={`Enrolled now: ${count(size.PARTICIPANT, "participant")}, ${count(size.ASSISTANT, "assistant")}, ${count(size.INSTRUCTOR, "instructor")}.`}
        actions={person.mayInstruct && <LinkButton href={paths.rosterImport(course.slug)}>Import a roster</LinkButton>}
      />
      <RosterSearch course={course.slug} search={search} />
      <RosterTable
        course={course.slug}
        mayInstruct={person.mayInstruct}
        lines={page.lines}
        timeZone={course.timeZone}
        search={search}
      />
      <RosterPages course={course.slug} search={search} after={after} page={page} />
      <Section title="Add one person">
        <AddPersonForm course={course.slug} mayInstruct={person.mayInstruct} />
      </Section>
    </Desk>
  );
}
