import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import type { BulkActView } from "@/features/credits/bulk/queries";
import { type BulkActName, tellOutcomes } from "@/features/credits/bulk/rules";
import { paths } from "@/lib/paths";
import { LookAgain } from "./look-again";
import { NameList } from "./name-list";

const TITLES: Record<BulkActName, string> = {
  give: "Giving codes",
  release: "Releasing codes",
  revoke: "Revoking codes",
};

/** How far an act on many is, and what became of it. */
export function BulkActPage({
  at,
  view: { offer, act, total, done, counts, finishedAt, without },
  bulkActId,
}: {
  at: { course: string; offer: string };
  view: BulkActView;
  bulkActId: string;
}) {
  const outcomes = tellOutcomes(act, counts);
  return (
    <div className="max-w-text">
      <PageHeader title={TITLES[act]} kicker={offer.name} />
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
          <p className="my-5 text-muted">This goes on by itself, also when you close this page.</p>
          <LookAgain href={paths.bulkAct({ ...at, bulk: bulkActId })} />
        </>
      )}
      {without.count > 0 && (
        <section className="mt-8">
          <h2 className="mb-2 font-semibold">Without a code now</h2>
          <NameList people={without.people} whole={without.count} />
        </section>
      )}
      <div className="mt-8">
        <LinkButton href={paths.allocations(at)} variant={finishedAt ? "primary" : "quiet"}>
          Go to the allocations
        </LinkButton>
      </div>
    </div>
  );
}
