import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { OpenCourse } from "@/features/credits/set-up/components/open-course";
import { loadOpening } from "@/features/credits/set-up/loaders";

export const metadata: Metadata = { title: "Look it over and open" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };

export default async function OpenCoursePage({ params, searchParams }: Props) {
  const { person, course, ...opening } = await loadOpening(await params);
  return (
    <Desk person={person} course={course} current="course" crumbs={[{ label: "Look it over and open" }]}>
      <DeskNotice query={await searchParams} />
      <PageHeader title="Look it over and open" lead="What is there, and what participants will meet." />
      <OpenCourse course={course} {...opening} />
    </Desk>
  );
}
