import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import type { AllocationsView } from "@/features/credits/allocations/queries";
import { DecisionNotice, type DecisionQuery } from "@/features/credits/components/decision-notice";
import { paths } from "@/lib/paths";
import { AllocationTable } from "./allocation-table";
import { ReportedCodes } from "./reported-codes";

/** Where the codes of an offer are: the counts, those that need an instructor, and all allocations. Never a code. */
export function AllocationsPage({
  at,
  view,
  timeZone,
  query,
}: {
  at: { course: string; offer: string };
  view: AllocationsView & { isFirstPage: boolean };
  timeZone: string;
  query: DecisionQuery;
}) {
  const { offer, counts, reported, rows, next, isFirstPage } = view;
  const list = paths.allocations(at);
  return (
    <>
      <DecisionNotice query={query} />
      <PageHeader
        title="Allocations"
        kicker={offer.name}
        lead="Who was given a code, and how far they are. The codes themselves are seen by their owners only."
      />
      <DescriptionList
        layout="columns"
        items={[
          { term: "Available", detail: counts.available },
          { term: "Allocated", detail: counts.allocated },
          { term: "Revealed", detail: counts.revealed },
          { term: "Redeemed", detail: counts.redeemed },
          { term: "Reported", detail: counts.reported },
          { term: "In quarantine", detail: counts.quarantined },
        ]}
      />
      {isFirstPage && reported.length > 0 && (
        <ReportedCodes at={at} rows={reported} total={counts.reported} guide={offer.guide} timeZone={timeZone} />
      )}
      {rows.length === 0 ? (
        <div className="mt-10">
          {isFirstPage ? <NothingAllocated at={at} available={counts.available} /> : <NothingOlder list={list} />}
        </div>
      ) : (
        <Section
          id="all"
          title="All allocations"
          intro={`The newest first. Times are in ${timeZone.replaceAll("_", " ")}.`}
          stacked
        >
          <AllocationTable at={at} rows={rows} guide={offer.guide} timeZone={timeZone} />
          {(next || !isFirstPage) && (
            <Pager
              label="Pages of allocations"
              previous={isFirstPage ? undefined : { href: list, label: "The newest allocations" }}
              next={next ? { href: `${list}?after=${next}`, label: "Older allocations" } : undefined}
            />
          )}
        </Section>
      )}
    </>
  );
}

function NothingAllocated({ at, available }: { at: { course: string; offer: string }; available: number }) {
  return available > 0 ? (
    <EmptyState title="No code is given yet">
      The first allocation is here as soon as a participant requests a code.
    </EmptyState>
  ) : (
    <EmptyState
      title="No code is given yet"
      action={<LinkButton href={paths.codesImport(at)}>Import codes</LinkButton>}
    >
      The pool is empty, too. Import codes, so that participants can be given one.
    </EmptyState>
  );
}

function NothingOlder({ list }: { list: string }) {
  return (
    <EmptyState title="Nothing older" action={<LinkButton href={list}>The newest allocations</LinkButton>}>
      The list ends before this page.
    </EmptyState>
  );
}
