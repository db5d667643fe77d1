import { DataTable } from "@/components/ui/data-table";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import { mayMove } from "@/features/credits/rules";
import { formatInstantShort } from "@/lib/dates";
import { AllocationStateCell } from "./allocation-state";
import { HolderLink } from "./holder-link";

/** Who holds a code in which state, with the instants on the course's clocks. With `tickable` each row has a box, for the form around it. */
export function AllocationTable({
  at,
  rows,
  guide,
  timeZone,
  tickable,
}: {
  at: { course: string; offer: string };
  rows: readonly AllocationRow[];
  guide: string;
  timeZone: string;
  tickable: boolean;
}) {
  const when = (instant: Date | null) => (instant ? formatInstantShort(instant, timeZone) : "–");
  return (
    <DataTable
      id="allocations-table"
      caption="Allocations"
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "who", header: "Participant", rowHeader: true, cell: (row) => <HolderLink at={at} row={row} /> },
        { key: "state", header: "State", cell: (row) => <AllocationStateCell row={row} guide={guide} /> },
        { key: "allocated", header: "Allocated", cell: ({ allocatedAt }) => when(allocatedAt) },
        { key: "revealed", header: "Revealed", cell: ({ revealedAt }) => when(revealedAt) },
        { key: "redeemed", header: "Redeemed", cell: ({ redeemedAt }) => when(redeemedAt) },
        { key: "acknowledged", header: "Acknowledged", cell: ({ acknowledgedAt }) => when(acknowledgedAt) },
        ...(tickable ? [{ key: "tick", header: "Choose", cell: (row: AllocationRow) => <TickBox {...row} /> }] : []),
      ]}
    />
  );
}

/** None where the allocation has ended: no act does anything with it. */
function TickBox({ id, name, email, state }: AllocationRow) {
  if (!mayMove(state, "REPLACED")) return null;
  return <input type="checkbox" name="id" value={id} aria-label={`Choose ${name || email}`} className="choice" />;
}
