import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { EditCourse } from "@/features/courses/components/edit-course";
import { loadCourse } from "@/features/courses/loaders";

export const metadata: Metadata = { title: "Change the course" };

export default async function EditCoursePage({ params }: { params: Promise<{ course: string }> }) {
  const { person, course } = await loadCourse(await params);
  return (
    <Desk person={person} course={course} current="course" crumbs={[{ label: "Change the course" }]}>
      <PageHeader title="Change the course" lead="Its address stays the same, so that links keep working." />
      <EditCourse course={course} />
    </Desk>
  );
}
