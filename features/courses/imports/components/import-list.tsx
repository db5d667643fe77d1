import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { formatInstantShort } from "@/lib/dates";
import { paths } from "@/lib/paths";
import type { ImportView } from "../queries";
import { ImportBadge } from "./import-badge";

/** The imports so far, newest first: each can be gone on with from here, by any instructor of the course. */
export function ImportList({
  course,
  imports,
  timeZone,
}: {
  course: string;
  imports: readonly ImportView[];
  timeZone: string;
}) {
  return (
    <Section
      title="Imports so far"
      stacked
      intro={`Times are in ${timeZone.replaceAll("_", " ")}. A file that nobody goes on with is thrown away after a week.`}
    >
      <DataTable
        id="imports"
        caption="Imports so far"
        captionHidden
        rows={imports}
        rowKey={({ id }) => id}
        empty={<EmptyState title="Nothing was imported yet">Choose a file above, or paste lines.</EmptyState>}
        columns={[
          {
            key: "file",
            header: "File",
            rowHeader: true,
            cell: ({ id, fileName }) => (
              <a className="link break-all" href={paths.courseImport({ course, import: id })}>
                {fileName}
              </a>
            ),
          },
          { key: "state", header: "Stands at", cell: ({ state }) => <ImportBadge state={state} /> },
          {
            key: "when",
            header: "Sent",
            cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone),
          },
          {
            key: "who",
            header: "By",
            cell: ({ createdBy }) => <span className="break-all">{createdBy ?? "the portal"}</span>,
          },
          {
            key: "added",
            header: "Added",
            numeric: true,
            cell: ({ counts }) => counts.added?.toLocaleString("en") ?? "–",
          },
        ]}
      />
    </Section>
  );
}
