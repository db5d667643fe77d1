import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatInstantShort } from "@/lib/dates";
import { roleWords } from "../rules";
import type { Role } from "../schema";
import { PersonControls } from "./person-controls";

type Line = { id: string; email: string; name: string; role: Role; createdAt: Date; removedAt: Date | null };

/** The roster, or what to do where it is empty. */
export function RosterTable({
  course,
  lines,
  timeZone,
  search,
}: {
  course: string;
  lines: readonly Line[];
  timeZone: string;
  search: string;
}) {
  const empty =
    search === "" ? (
      <EmptyState title="Nobody is on the roster yet">
        Import a file of addresses, or add people by hand below.
      </EmptyState>
    ) : (
      <EmptyState title={`Nobody matches “${search}”`}>Look for a part of a name or of an address.</EmptyState>
    );
  return (
    <DataTable
      id="roster"
      caption="Roster"
      captionHidden
      rows={lines}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: "email",
          header: "Address",
          rowHeader: true,
          cell: ({ email }) => <span className="break-all">{email}</span>,
        },
        { key: "name", header: "Name", cell: ({ name }) => name || "–" },
        {
          key: "role",
          header: "Role",
          cell: ({ role, removedAt }) =>
            removedAt ? <StatusBadge tone="neutral">Removed</StatusBadge> : roleWords[role],
        },
        {
          key: "added",
          header: "Added",
          cell: ({ createdAt }) => <span className="tabular">{formatInstantShort(createdAt, timeZone)}</span>,
        },
        { key: "change", header: "Change", cell: (line) => <PersonControls course={course} line={line} /> },
      ]}
    />
  );
}
