import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { CopyInvitation, CourseEnd } from "@/features/courses/settings/components/course-end";
import { EditSettings } from "@/features/courses/settings/components/edit-settings";
import { loadSettings } from "@/features/courses/settings/loaders";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };

export default async function SettingsPage({ params, searchParams }: Props) {
  const { person, course, settings } = await loadSettings(await params);
  return (
    <Desk person={person} course={course} current="settings" crumbs={[{ label: "Settings" }]}>
      <DeskNotice query={await searchParams} />
      <PageHeader title="Settings" lead="How long names are kept, what is sent by itself, and the end of the course." />
      <EditSettings course={course} settings={settings} />
      <Section title={course.archivedAt ? "Reopen" : "Archive"}>
        <CourseEnd course={course} />
      </Section>
      <Section title="Copy">
        <CopyInvitation course={course.slug} />
      </Section>
    </Desk>
  );
}
