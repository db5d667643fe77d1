import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import type { ImportView } from "@/features/courses/imports/queries";
import type { CodeReportLine } from "@/features/credits/checks/queries";
import { paths } from "@/lib/paths";
import { codeStatusWords, describeCode, remarkOnCode } from "../rules";

/** The lines that do not come in. Codes themselves are not shown: a line's number and the end of long codes tell them apart. */
export function CodesLeftOut({
  course,
  view,
  lines,
}: {
  course: string;
  view: ImportView;
  lines: readonly CodeReportLine[];
}) {
  const { REPEATED = 0, HERE = 0, ELSEWHERE = 0, EXPIRED = 0, MALFORMED = 0 } = view.counts;
  const left = REPEATED + HERE + ELSEWHERE + EXPIRED + MALFORMED;
  if (left === 0) return null;
  const title = view.state === "DONE" ? "Lines that did not come in" : "Lines that do not come in";
  return (
    <Section
      title={title}
      stacked
      intro={
        lines.length < left ? (
          <>
            The first {lines.length} of {left.toLocaleString("en")}.{" "}
            <a className="link" href={paths.importReport({ course, import: view.id })}>
              The report by line
            </a>{" "}
            has them all.
          </>
        ) : undefined
      }
    >
      <DataTable
        id="lines"
        caption={title}
        captionHidden
        rows={lines}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: "line", header: "Line", numeric: true, rowHeader: true, cell: ({ line }) => line },
          { key: "status", header: "Result", cell: ({ status }) => codeStatusWords[status] },
          { key: "remark", header: "Why", cell: remarkOnCode },
          { key: "code", header: "Code", cell: describeCode },
        ]}
      />
    </Section>
  );
}
