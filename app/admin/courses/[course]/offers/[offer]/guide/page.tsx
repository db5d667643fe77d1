import type { Metadata } from "next";
import { Desk } from "@/app/admin/desk";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { DeskNotice, type DeskQuery } from "@/features/courses/components/desk-notice";
import { GuideStatus } from "@/features/guides/editor/components/guide-status";
import { PageList } from "@/features/guides/editor/components/page-list";
import { loadGuideEditor } from "@/features/guides/editor/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Guide" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<DeskQuery> };

export default async function GuideEditorPage({ params, searchParams }: Props) {
  const ref = await params;
  const { person, course, offerName, desk, state, updates } = await loadGuideEditor(ref);
  return (
    <Desk
      person={person}
      course={course}
      current="offers"
      crumbs={[{ label: offerName, href: paths.adminOffer(ref) }, { label: "Guide" }]}
    >
      <DeskNotice query={await searchParams} />
      <PageHeader
        title="Guide"
        kicker={desk.guide.title}
        lead="Each save is a revision that can be compared and restored. Participants and the handout have it at once."
      />
      <GuideStatus guide={state.guide} version={desk.number} updates={updates} offer={ref} />
      <Section title="Pages" stacked>
        <PageList pages={desk.guide.pages} offer={ref} version={desk.number} />
        <LinkButton href={paths.newGuidePage(ref)} variant="secondary" className="mt-5">
          Add a step
        </LinkButton>
      </Section>
    </Desk>
  );
}
