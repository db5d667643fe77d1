import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { CourseList } from "@/features/courses/components/course-list";
import { loadCoursesAtDesk } from "@/features/courses/loaders";
import { ReachedLimits } from "@/features/reports/limits/components/reached-limits";
import { loadReachedLimits } from "@/features/reports/limits/loaders";
import { paths } from "@/lib/paths";
import { Desk } from "./desk";

export const metadata: Metadata = { title: "Courses to look after" };

export default async function AdminPage() {
  const [{ person, courses, mayCreate }, { reached }] = await Promise.all([
    loadCoursesAtDesk(null),
    loadReachedLimits(null),
  ]);
  return (
    <Desk person={person}>
      <PageHeader
        title="Courses to look after"
        actions={mayCreate && courses.length > 0 && <LinkButton href={paths.newCourse}>Make a course</LinkButton>}
      />
      <CourseList courses={courses} mayCreate={mayCreate} />
      {reached && <ReachedLimits reached={reached} />}
    </Desk>
  );
}
