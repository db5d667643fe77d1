import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { CopyCourse } from "@/features/guides/copies/components/copy-course";
import { loadCopying } from "@/features/guides/copies/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Copy the course" };

export default async function CopyCoursePage({ params }: { params: Promise<{ course: string }> }) {
  const { person, course, things } = await loadCopying(await params);
  const crumbs = [{ label: "Settings", href: paths.courseSettings(course.slug) }, { label: "Copy" }];
  return (
    <Desk person={person} course={course} current="settings" crumbs={crumbs}>
      <PageHeader title="Copy the course" lead="A new draft with new dates. This course stays as it is." />
      <CopyCourse course={course} things={things} />
    </Desk>
  );
}
