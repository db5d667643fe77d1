import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { AttachmentForm } from "@/features/guides/attachments/components/attachment-form";
import { AttachmentsAtDesk } from "@/features/guides/attachments/components/attachments-at-desk";
import { loadAttachmentsAtDesk } from "@/features/guides/attachments/loaders";

export const metadata: Metadata = { title: "Attachments" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<DeskQuery> };

export default async function AttachmentsPage({ params, searchParams }: Props) {
  const { person, course, attachments } = await loadAttachmentsAtDesk(await params);
  return (
    <Desk person={person} course={course} current="attachments" crumbs={[{ label: "Attachments" }]}>
      <DeskNotice query={await searchParams} />
      <PageHeader
        title="Attachments"
        lead="Files that every participant of the course can open. Never put codes in them."
      />
      <AttachmentsAtDesk course={course.slug} attachments={attachments} />
      <Section title="Add a file">
        <AttachmentForm course={course.slug} />
      </Section>
    </Desk>
  );
}
