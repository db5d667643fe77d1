import { DataTable } from "@/components/ui/data-table";
import type { MissingPerson } from "@/features/roster/checks/queries";
import { roleWords } from "@/features/roster/rules";

/** Who is on the roster and not in the file. They stay, unless their removal is asked for. */
export function MissingPeople({ missing, whole }: { missing: readonly MissingPerson[]; whole: number }) {
  if (missing.length === 0) return null;
  return (
    <div className="mt-8">
      <DataTable
        id="missing"
        caption={
          missing.length < whole ? `Missing from the file, the first ${missing.length}` : "Missing from the file"
        }
        rows={missing}
        rowKey={({ email }) => email}
        columns={[
          {
            key: "email",
            header: "Address",
            rowHeader: true,
            cell: ({ email }) => <span className="break-all">{email}</span>,
          },
          { key: "name", header: "Name", cell: ({ name }) => name || "–" },
          { key: "role", header: "Role", cell: ({ role }) => roleWords[role] },
        ]}
      />
    </div>
  );
}
