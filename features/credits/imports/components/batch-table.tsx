import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatInstantShort, formatLastDay } from "@/lib/dates";
import { paths } from "@/lib/paths";

type Batch = {
  id: string;
  fileName: string;
  digest: string;
  size: number;
  available: number;
  importedBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  importId: string | null;
};

/** The batches of an offer, newest first, each with the way to its import. */
export function BatchTable({
  course,
  batches,
  timeZone,
}: {
  course: string;
  batches: readonly Batch[];
  timeZone: string;
}) {
  return (
    <DataTable
      id="batches"
      caption="Batches"
      captionHidden
      rows={batches}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="No codes yet">
          Codes come in as a file or pasted, and are looked over before any is taken.
        </EmptyState>
      }
      columns={[
        {
          key: "file",
          header: "File",
          rowHeader: true,
          cell: ({ fileName, importId }) =>
            importId ? (
              <a className="link break-all" href={paths.courseImport({ course, import: importId })}>
                {fileName}
              </a>
            ) : (
              fileName
            ),
        },
        {
          key: "when",
          header: "Imported",
          cell: ({ createdAt }) => formatInstantShort(createdAt, timeZone),
        },
        { key: "who", header: "By", cell: ({ importedBy }) => importedBy ?? "the portal" },
        { key: "size", header: "Codes", numeric: true, cell: ({ size }) => size.toLocaleString("en") },
        { key: "left", header: "Left", numeric: true, cell: ({ available }) => available.toLocaleString("en") },
        {
          key: "until",
          header: "Last day",
          cell: ({ expiresAt }) => (expiresAt ? formatLastDay(expiresAt, timeZone) : "as the offer"),
        },
        {
          key: "digest",
          header: "SHA-256 of the file",
          cell: ({ digest }) => <code className="font-mono text-sm">{digest.slice(0, 12)}…</code>,
        },
      ]}
    />
  );
}
