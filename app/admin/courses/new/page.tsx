import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { NewCourse } from "@/features/courses/components/edit-course";
import { loadNewCourse } from "@/features/courses/loaders";

export const metadata: Metadata = { title: "Make a course" };

export default async function NewCoursePage() {
  const { person } = await loadNewCourse(null);
  return (
    <Desk person={person} crumbs={[{ label: "Make a course" }]}>
      <PageHeader title="Make a course" lead="One run of a course. Its roster, offers and codes come next." />
      <NewCourse />
    </Desk>
  );
}
