import { DataTable } from "@/components/ui/data-table";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { ParticipantCell } from "@/features/credits/components/participant-cell";
import type { RequestRow } from "@/features/credits/requests/queries";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { RequestBadge } from "./request-badge";
import { RequestDecision } from "./request-decision";

/** Requests that have been answered, newest first, a page at a time. */
export function DecidedRequests({
  at,
  rows,
  next,
  isFirstPage,
  timeZone,
}: {
  at: { course: string; offer: string };
  rows: readonly RequestRow[];
  next: string | null;
  isFirstPage: boolean;
  timeZone: string;
}) {
  const list = paths.requests(at);
  return (
    <Section id="decided" title="Decided" intro="The newest requests first." stacked>
      <DataTable
        id="decided-table"
        caption="Decided requests"
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: "who", header: "Participant", rowHeader: true, cell: (row) => <ParticipantCell {...row} /> },
          { key: "asked", header: "Asked", cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone) },
          {
            key: "answer",
            header: "Answer",
            cell: (row) => (
              <>
                <RequestBadge state={row.state} />
                {row.state === "DECLINED" && <p className="my-1 max-w-80 whitespace-pre-line">{row.reason}</p>}
                <RequestDecision at={at} request={row} />
              </>
            ),
          },
          {
            key: "at",
            header: "Answered",
            cell: ({ decidedAt }) => (decidedAt ? formatInstantShort(decidedAt, timeZone) : "–"),
          },
        ]}
      />
      {(next || !isFirstPage) && (
        <Pager
          label="Pages of decided requests"
          previous={isFirstPage ? undefined : { href: `${list}#decided`, label: "The newest requests" }}
          next={next ? { href: `${list}?after=${next}#decided`, label: "Older requests" } : undefined}
        />
      )}
    </Section>
  );
}
