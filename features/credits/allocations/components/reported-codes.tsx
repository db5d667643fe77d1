import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import { formatInstantShort } from "@/lib/dates";
import { describeCause } from "./allocation-state";
import { ReplaceLink } from "./replace-link";

/** The codes that their owners say do not work: what an instructor is needed for, so it comes before the whole list. */
export function ReportedCodes({
  at,
  rows,
  total,
  guide,
  timeZone,
}: {
  at: { course: string; offer: string };
  rows: readonly AllocationRow[];
  total: number;
  guide: string;
  timeZone: string;
}) {
  const more = total > rows.length ? ` The first ${rows.length} of ${total} are here.` : "";
  return (
    <Section
      id="reported"
      title="Reported"
      intro={`These people say that their code does not work, and wait for another. Who reported first is first.${more}`}
      stacked
    >
      <DataTable
        id="reported-table"
        caption="Reported codes"
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: "who", header: "Participant", rowHeader: true, cell: (row) => <ParticipantCell {...row} /> },
          {
            key: "cause",
            header: "What they saw",
            cell: ({ reportCause }) => describeCause({ guide, cause: reportCause }),
          },
          {
            key: "at",
            header: "Reported",
            cell: ({ reportedAt }) => (reportedAt ? formatInstantShort(reportedAt, timeZone) : "–"),
          },
          { key: "replace", header: "Replace", cell: (row) => <ReplaceLink at={at} row={row} /> },
        ]}
      />
    </Section>
  );
}
