import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { JobTrouble } from "@/features/courses/components/job-trouble";
import type { BulkActView } from "@/features/credits/bulk/queries";
import { actWords, tellOutcomes } from "@/features/credits/bulk/rules";
import type { FormAction } from "@/lib/form-state";
import type { Trouble } from "@/lib/job-trouble";
import { LookAgain } from "./look-again";
import { NameList } from "./name-list";

/**
 * How far an act on many is, and what became of it. `href` is this page's own address, `back` where the act began; `again` has the worker go on
 * where it has stopped.
 */
export function BulkActPage({
  view: { offer, act, total, done, counts, finishedAt, without, trouble },
  href,
  again,
  back,
}: {
  view: BulkActView & { trouble: Trouble | null };
  href: string;
  again: { action: FormAction; hidden: Record<string, string> };
  back: { href: string; label: string };
}) {
  const outcomes = tellOutcomes(act, counts);
  return (
    <div className="max-w-text">
      <PageHeader title={actWords[act]} kicker={offer.name} />
      {finishedAt ? (
        <Notice kind={outcomes.length > 1 ? "info" : "success"} word="Done" announce>
          {outcomes.length > 0 ? (
            outcomes.map((sentence) => <p key={sentence}>{sentence}</p>)
          ) : (
            <p>There was nobody left to do it for.</p>
          )}
        </Notice>
      ) : (
        <>
          {total === null ? (
            <p className="tabular">{done.toLocaleString("en")} done so far.</p>
          ) : (
            <Progress
              id="progress"
              label="Done so far"
              value={Math.min(done, total)}
              max={total}
              text={`${done.toLocaleString("en")} of ${total.toLocaleString("en")}`}
            />
          )}
          {trouble ? (
            <JobTrouble trouble={trouble} {...again}>
              What is done stays done. “Try again” goes on where it stopped, and does nothing twice.
            </JobTrouble>
          ) : (
            <p className="mt-5 text-muted">This goes on by itself, also when you close this page.</p>
          )}
          <div className="mt-5">
            <LookAgain href={href} />
          </div>
        </>
      )}
      {without.count > 0 && (
        <section className="mt-8">
          <h2 className="mb-2 font-semibold">Without a code now</h2>
          <NameList people={without.people} whole={without.count} />
        </section>
      )}
      <div className="mt-8">
        <LinkButton href={back.href} variant={finishedAt ? "primary" : "quiet"}>
          {back.label}
        </LinkButton>
      </div>
    </div>
  );
}
