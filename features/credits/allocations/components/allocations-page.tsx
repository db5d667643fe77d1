import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { AllocationsView } from "@/features/credits/allocations/queries";
import { isUnfiltered, type TableWish, writeCount } from "@/features/credits/selections/rules";
import { paths } from "@/lib/paths";
import { ActNotice, type ActQuery } from "./act-notice";
import { AllocationTable } from "./allocation-table";
import { ChooseBar } from "./choose-bar";
import { ReportedCodes } from "./reported-codes";
import { TablePages } from "./table-pages";
import { CodeSearch, TableSearch } from "./table-search";

type At = { course: string; offer: string };

/** Where the codes of an offer are: the counts, those that need an instructor, and the table of all allocations. Never a code. */
export function AllocationsPage({
  at,
  view,
  query,
}: {
  at: At;
  view: AllocationsView & { wish: TableWish; mayInstruct: boolean };
  query: ActQuery;
}) {
  const { course, offer, counts, reported, mayInstruct, wish } = view;
  return (
    <>
      <ActNotice query={query} />
      <PageHeader
        title="Allocations"
        kicker={offer.name}
        lead="Who was given a code, and how far they are. The codes themselves are seen by their owners only."
        actions={
          mayInstruct && (
            <>
              <LinkButton href={paths.giveCodes(at)} variant="secondary">
                Give codes by hand
              </LinkButton>
              <LinkButton href={paths.spares(at)} variant="secondary">
                Spares and moves
              </LinkButton>
            </>
          )
        }
      />
      <DescriptionList
        layout="columns"
        items={[
          { term: "Available", detail: writeCount(counts.available) },
          { term: "Spares", detail: writeCount(counts.spare) },
          { term: "Allocated", detail: writeCount(counts.ALLOCATED) },
          { term: "Revealed", detail: writeCount(counts.REVEALED) },
          { term: "Redeemed", detail: writeCount(counts.REDEEMED) },
          { term: "Reported", detail: writeCount(counts.REPORTED) },
          { term: "In quarantine", detail: writeCount(counts.quarantined) },
        ]}
      />
      {reported.length > 0 && (
        <ReportedCodes
          at={at}
          rows={reported}
          total={counts.REPORTED}
          guide={offer.guide}
          timeZone={course.timeZone}
          mayInstruct={mayInstruct}
        />
      )}
      <TableSection at={at} view={view} wish={wish} />
    </>
  );
}

function TableSection({
  at,
  view,
  wish,
}: {
  at: At;
  view: AllocationsView & { mayInstruct: boolean };
  wish: TableWish;
}) {
  const { course, offer, rows, matching, mayInstruct, counts } = view;
  const isEmpty = rows.length === 0 && isUnfiltered(wish.filter) && wish.place.kind === "first";
  if (isEmpty) {
    return (
      <div className="mt-10">
        <NothingAllocated at={at} available={counts.available} />
      </div>
    );
  }
  const path = paths.allocations(at);
  const found = matching === null ? "Best match first." : `${writeCount(matching)} in this list.`;
  return (
    <Section
      id="all"
      title="All allocations"
      intro={`${found} Times are in ${course.timeZone.replaceAll("_", " ")}.`}
      stacked
    >
      <TableSearch at={at} wish={wish} batches={view.batches} timeZone={course.timeZone} />
      {mayInstruct && <CodeSearch at={at} />}
      {rows.length === 0 ? (
        <EmptyState title="Nothing matches" action={<LinkButton href={path}>Show all allocations</LinkButton>}>
          Nobody’s name or address begins like that, or nobody is in that state. Try fewer letters.
        </EmptyState>
      ) : (
        <form method="get" action={paths.chosenAllocations(at)}>
          <AllocationTable at={at} rows={rows} guide={offer.guide} timeZone={course.timeZone} tickable={mayInstruct} />
          {mayInstruct && <ChooseBar wish={wish} matching={matching} />}
        </form>
      )}
      <TablePages label="Pages of allocations" path={path} wish={wish} previous={view.previous} next={view.next} />
    </Section>
  );
}

function NothingAllocated({ at, available }: { at: At; available: number }) {
  return available > 0 ? (
    <EmptyState title="No code is given yet">
      The first allocation is here as soon as a participant requests a code, or you give one by hand.
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
