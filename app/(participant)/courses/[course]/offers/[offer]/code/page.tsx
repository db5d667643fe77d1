import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { CodeHelp } from "@/features/credits/components/code-help";
import { CodePanel } from "@/features/credits/components/code-panel";
import { MaskedCodePanel } from "@/features/credits/components/masked-code-panel";
import { OfferTrail } from "@/features/credits/components/offer-trail";
import { OutcomeNotice, type OutcomeQuery } from "@/features/credits/components/outcome-notice";
import { RevealForm } from "@/features/credits/components/reveal-form";
import { loadMyCode } from "@/features/credits/loaders";
import { RevealQuestions } from "@/features/guides/components/reveal-questions";
import { loadGuideCompanion } from "@/features/guides/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "My code" };

type Props = { params: Promise<{ course: string; offer: string }>; searchParams: Promise<OutcomeQuery> };

export default async function CodePage({ params, searchParams }: Props) {
  const ref = await params;
  const [{ offer, code, link }, { companion }] = await Promise.all([loadMyCode(ref), loadGuideCompanion(ref)]);
  if (code === null && offer.standing !== "allocated") {
    redirect(paths.offer(ref));
  }
  const guidePage = (page: string | null | undefined) => (page ? paths.guidePage({ ...ref, page }) : paths.guide(ref));
  return (
    <>
      <OfferTrail course={offer.course} offer={offer} page="My code" />
      <PageHeader title="My code" kicker={offer.name} />
      <OutcomeNotice query={await searchParams} standing={offer.standing} />
      {code === null ? (
        <MaskedCodePanel offer={offer} questions={companion?.guide.beforeYouReveal.length ?? 0} />
      ) : (
        <CodePanel
          offer={offer}
          code={code}
          link={link}
          redeemPage={guidePage(companion?.next)}
          budgetPage={guidePage(companion?.budget)}
        />
      )}
      {code === null && companion && (
        <Section
          id="before"
          title="Before you look"
          intro="Your answers stay on this page, and nothing here holds you up."
        >
          <RevealQuestions {...ref} guide={companion.guide} facts={companion.facts} />
          <div className="mt-9">
            <RevealForm offer={ref} />
          </div>
        </Section>
      )}
      {code !== null && <CodeHelp offer={offer} />}
    </>
  );
}
