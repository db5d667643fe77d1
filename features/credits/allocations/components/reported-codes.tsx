import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import { writeCount } from "@/features/credits/selections/rules";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { describeCause } from "./allocation-state";
import { HolderLink } from "./holder-link";

/** The codes that their owners say do not work: what an instructor is needed for, so it comes before the whole list. */
export function ReportedCodes({
  at,
  rows,
  total,
  guide,
  timeZone,
  mayInstruct,
}: {
  at: { course: string; offer: string };
  rows: readonly AllocationRow[];
  total: number;
  guide: string;
  timeZone: string;
  mayInstruct: boolean;
}) {
  const more = total > rows.length ? ` The first ${rows.length} of ${writeCount(total)} are here.` : "";
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
          { key: "who", header: "Participant", rowHeader: true, cell: (row) => <HolderLink at={at} row={row} /> },
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
          ...(mayInstruct
            ? [
                {
                  key: "replace",
                  header: "Replace",
                  cell: (row: AllocationRow) => (
                    <LinkButton
                      size="small"
                      variant="secondary"
                      href={paths.replaceCode({ ...at, allocation: row.id })}
                    >
                      Replace<span className="sr-only"> the code of {row.name || row.email}</span>
                    </LinkButton>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
