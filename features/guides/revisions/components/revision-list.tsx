import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import type { RevisionRow } from "../queries";

type Ref = { course: string; offer: string };

/** The revisions of a guide, newest first, and a choice of two to compare. */
export function RevisionList({
  revisions,
  offer,
  timeZone,
}: {
  revisions: readonly RevisionRow[];
  offer: Ref;
  timeZone: string;
}) {
  const newest = revisions[0]?.number ?? 0;
  if (newest === 0) {
    return (
      <EmptyState title="There is no revision yet">
        Participants read the provider’s guide. The first save makes revision 1.
      </EmptyState>
    );
  }
  const options = [
    ...revisions.map(({ number }) => ({ value: String(number), label: `Revision ${number}` })),
    { value: "0", label: "The provider’s guide" },
  ];
  return (
    <>
      <DataTable
        id="revisions"
        caption={`Revisions, newest first (times in ${timeZone.replaceAll("_", " ")})`}
        rows={revisions}
        rowKey={({ number }) => String(number)}
        columns={[
          { key: "number", header: "Revision", rowHeader: true, cell: ({ number }) => number },
          { key: "at", header: "When", cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone) },
          { key: "who", header: "Who", cell: ({ author }) => author ?? "Somebody" },
          { key: "note", header: "Note", cell: ({ note }) => note },
          { key: "look", header: "Look at it", cell: ({ number }) => <Links {...{ number, newest, offer }} /> },
        ]}
      />
      <Section title="Compare any two" id="compare">
        <form method="get" action={paths.compareGuide(offer, { from: 0, to: 0 }).split("?")[0]} className="space-y-4">
          <SelectField name="from" label="From" options={options} defaultValue="0" className="max-w-xs" />
          <SelectField name="to" label="To" options={options} defaultValue={String(newest)} className="max-w-xs" />
          <Button type="submit" variant="secondary">
            Compare
          </Button>
        </form>
      </Section>
    </>
  );
}

function Links({ number, newest, offer }: { number: number; newest: number; offer: Ref }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      <a className="link" href={paths.compareGuide(offer, { from: number - 1, to: number })}>
        What changed<span className="sr-only"> in revision {number}</span>
      </a>
      {number !== newest && (
        <a className="link" href={paths.compareGuide(offer, { from: newest, to: number })}>
          Restore<span className="sr-only"> revision {number}</span>
        </a>
      )}
    </span>
  );
}
