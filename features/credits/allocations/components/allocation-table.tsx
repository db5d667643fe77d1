import { DataTable } from "@/components/ui/data-table";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { formatInstantShort } from "@/lib/dates";
import { AllocationStateCell } from "./allocation-state";
import { ReplaceLink } from "./replace-link";

/** Who holds a code in which state, with the instants on the course's clocks. */
export function AllocationTable({
  at,
  rows,
  guide,
  timeZone,
}: {
  at: { course: string; offer: string };
  rows: readonly AllocationRow[];
  guide: string;
  timeZone: string;
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
        { key: "who", header: "Participant", rowHeader: true, cell: (row) => <ParticipantCell {...row} /> },
        { key: "state", header: "State", cell: (row) => <AllocationStateCell row={row} guide={guide} /> },
        { key: "allocated", header: "Allocated", cell: ({ allocatedAt }) => when(allocatedAt) },
        { key: "revealed", header: "Revealed", cell: ({ revealedAt }) => when(revealedAt) },
        { key: "redeemed", header: "Redeemed", cell: ({ redeemedAt }) => when(redeemedAt) },
        { key: "acknowledged", header: "Acknowledged", cell: ({ acknowledgedAt }) => when(acknowledgedAt) },
        { key: "replace", header: "Replace", cell: (row) => <ReplaceLink at={at} row={row} /> },
      ]}
    />
  );
}
