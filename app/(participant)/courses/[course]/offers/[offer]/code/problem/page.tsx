import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PageHeader } from "@/components/ui/page-header";
import { OfferTrail } from "@/features/credits/components/offer-trail";
import { ReportForm } from "@/features/credits/components/report-form";
import { loadMyOffer } from "@/features/credits/loaders";
import { ProblemAdvice } from "@/features/guides/components/problem-advice";
import { ProblemChoice } from "@/features/guides/components/problem-choice";
import { loadGuideCompanion } from "@/features/guides/loaders";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "This code does not work" };

type Props = {
  params: Promise<{ course: string; offer: string }>;
  searchParams: Promise<{ cause?: string | string[] }>;
};

export default async function CodeProblemPage({ params, searchParams }: Props) {
  const ref = await params;
  const { cause } = await searchParams;
  const [offer, { companion }] = await Promise.all([loadMyOffer(ref), loadGuideCompanion(ref)]);
  if (offer.standing !== "revealed") {
    redirect(paths.code(ref));
  }
  if (!companion) {
    notFound();
  }
  const problem = companion.guide.problems.find(({ slug }) => slug === cause);
  return (
    <>
      <OfferTrail course={offer.course} offer={offer} page="This code does not work" />
      <PageHeader
        title="This code does not work"
        lead="Most of the time the code is good, and something else is in the way."
      />
      {problem ? (
        <ProblemAdvice
          {...ref}
          problem={problem}
          facts={companion.facts}
          report={<ReportForm offer={ref} cause={problem.slug} confirm={problem.confirm ?? ""} />}
        />
      ) : (
        <ProblemChoice {...ref} guide={companion.guide} />
      )}
    </>
  );
}
