import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import { StatusBadge } from "@/components/ui/status-badge";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import type { RequestRow } from "@/features/credits/requests/queries";
import { formatInstantShort } from "@/lib/dates";
import { RequestDecision } from "./request-decision";

/** Requests that are to be decided, or wait for a code, in their order. `total` may be more than the rows shown. */
export function OpenRequests({
  id,
  title,
  intro,
  at,
  rows,
  total,
  timeZone,
}: {
  id: string;
  title: string;
  intro: string;
  at: { course: string; offer: string };
  rows: readonly RequestRow[];
  total: number;
  timeZone: string;
}) {
  const more =
    total > rows.length ? ` The first ${rows.length} of ${total} are here; the others follow as these go.` : "";
  return (
    <Section id={id} title={title} intro={intro + more} stacked>
      <DataTable
        id={`${id}-table`}
        caption={title}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: "who", header: "Participant", rowHeader: true, cell: (row) => <ParticipantCell {...row} /> },
          { key: "asked", header: "Asked", cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone) },
          {
            key: "decision",
            header: "Decision",
            cell: (row) => (
              <>
                {!row.isParticipant && <StatusBadge tone="neutral">No participant any more</StatusBadge>}
                <RequestDecision at={at} request={row} />
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
