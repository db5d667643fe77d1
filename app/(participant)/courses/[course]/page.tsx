import type { Metadata } from "next";
import { cache } from "react";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { OfferCards } from "@/features/credits/components/offer-cards";
import { OfferTrail } from "@/features/credits/components/offer-trail";
import { WhomToAsk } from "@/features/credits/components/whom-to-ask";
import { loadMyCourse } from "@/features/credits/loaders";
import { AttachmentList } from "@/features/guides/attachments/components/attachment-list";
import { loadAttachments } from "@/features/guides/attachments/loaders";
import { paths } from "@/lib/paths";

type Props = { params: Promise<{ course: string }> };
const load = cache((course: string) => loadMyCourse({ course }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course } = await load((await params).course);
  return { title: course.title };
}

export default async function CoursePage({ params }: Props) {
  const slug = (await params).course;
  const { course, offers, isInstructor } = await load(slug);
  const attachments = await loadAttachments({ course: slug });
  return (
    <>
      <OfferTrail course={course} />
      <PageHeader
        title={course.title}
        kicker={course.term}
        actions={
          isInstructor && (
            <LinkButton href={paths.adminCourse(course.slug)} variant="secondary">
              Instructors' pages
            </LinkButton>
          )
        }
      />
      <OfferCards offers={offers} />
      {attachments.length > 0 && (
        <Section title="Attachments">
          <AttachmentList course={slug} attachments={attachments} />
        </Section>
      )}
      <WhomToAsk name={course.contactName} address={course.contactAddress} />
    </>
  );
}
