import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import type { PersonReportLine } from "@/features/roster/checks/queries";
import { roleWords } from "@/features/roster/rules";
import { personStatusWords, remarkOnPerson } from "../rules";

/** Some lines of a dry run of a roster; nothing where there are none. */
export function PersonLines({
  id,
  title,
  lines,
  whole,
  report,
}: {
  id: string;
  title: string;
  lines: readonly PersonReportLine[];
  whole: number;
  report: string;
}) {
  if (lines.length === 0) return null;
  return (
    <Section
      title={title}
      stacked
      intro={
        lines.length < whole ? (
          <>
            The first {lines.length} of {whole.toLocaleString("en")}.{" "}
            <a className="link" href={report}>
              The report by line
            </a>{" "}
            has them all.
          </>
        ) : undefined
      }
    >
      <DataTable
        id={id}
        caption={title}
        captionHidden
        rows={lines}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: "line", header: "Line", numeric: true, rowHeader: true, cell: ({ line }) => line },
          { key: "email", header: "Address", cell: ({ email }) => <span className="break-all">{email || "–"}</span> },
          { key: "name", header: "Name", cell: ({ name }) => name || "–" },
          {
            key: "role",
            header: "Role",
            cell: ({ status, role, roleBefore }) =>
              status === "NOBODY" ? "–" : roleWords[role ?? roleBefore ?? "PARTICIPANT"],
          },
          { key: "status", header: "Result", cell: ({ status }) => personStatusWords[status] },
          { key: "remark", header: "Why", cell: (line) => remarkOnPerson(line, roleWords) || "–" },
        ]}
      />
    </Section>
  );
}
