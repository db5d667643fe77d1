import type { Metadata } from "next";
import { cache } from "react";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { OfferCard } from "@/features/credits/components/offer-card";
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
        lead={
          offers.length > 1 &&
          "Each credit here is asked for on its own. You may ask for all that suit you, and get one code of each."
        }
        actions={
          isInstructor && (
            <LinkButton href={paths.adminCourse(course.slug)} variant="secondary">
              Instructors' pages
            </LinkButton>
          )
        }
      />
      {offers.length === 0 && (
        <EmptyState title="This course offers no credit yet">
          <p>When it does, you find it here. Nothing has to be done before.</p>
        </EmptyState>
      )}
      <div className="space-y-8">
        {offers.map((offer) => (
          <OfferCard key={offer.slug} offer={offer} />
        ))}
      </div>
      {attachments.length > 0 && (
        <Section title="Attachments">
          <AttachmentList course={slug} attachments={attachments} />
        </Section>
      )}
      <WhomToAsk name={course.contactName} address={course.contactAddress} />
    </>
  );
}
