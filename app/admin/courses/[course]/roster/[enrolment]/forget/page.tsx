import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { ForgetPage } from "@/features/reports/personal-data/components/forget-page";
import { loadForgetting } from "@/features/reports/personal-data/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Forget a person" };

export default async function Page({ params }: { params: Promise<{ course: string; enrolment: string }> }) {
  const ref = await params;
  const { person, course, subject, called, holdings } = await loadForgetting(ref);
  const crumbs = [
    { label: "Roster", href: paths.roster(course.slug) },
    { label: called, href: paths.person(ref) },
    { label: "Forget" },
  ];
  return (
    <Desk person={person} course={course} current="roster" crumbs={crumbs}>
      <PageHeader title="Forget this person?" lead={subject.scrubbedAt ? undefined : subject.name || subject.email} />
      <ForgetPage course={course} subject={subject} holdings={holdings} />
    </Desk>
  );
}
