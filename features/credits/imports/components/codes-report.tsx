import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { CheckTotals } from "@/features/courses/components/check-totals";
import { PostForm } from "@/features/courses/components/post-form";
import { paths } from "@/lib/paths";
import { writeLineRanges } from "@/lib/tables/line-ranges";
import { importCodesAction } from "../actions";
import type { CodeReportLine } from "../rules";

type Report = {
  fileName: string;
  encoding: string;
  counts: Record<CodeReportLine["status"], number>;
  others: readonly CodeReportLine[];
  freshLines: readonly number[];
};

const WORDS: Record<CodeReportLine["status"], string> = {
  new: "New",
  repeated: "Duplicate in the file",
  here: "Already here",
  elsewhere: "In another pool",
  malformed: "Malformed",
};

/** What an import would do, before it does it. Codes themselves are not shown: a line's number and the end of long codes tell them apart. */
export function CodesReport({
  course,
  offer,
  check,
  report,
}: {
  course: string;
  offer: string;
  check: string;
  report: Report;
}) {
  const { counts, others } = report;
  const left = Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.new;
  const again = (
    <LinkButton href={paths.codesImport({ course, offer })} variant={counts.new > 0 ? "secondary" : "primary"}>
      Choose another file
    </LinkButton>
  );
  return (
    <>
      <Section
        title="What was found"
        intro={`In ${report.fileName}, read as ${report.encoding}. Nothing has been imported yet.`}
      >
        <CheckTotals
          totals={[
            {
              term: "New codes",
              count: counts.new,
              lines:
                counts.new > 0
                  ? `${counts.new === 1 ? "line" : "lines"} ${writeLineRanges(report.freshLines)}`
                  : undefined,
            },
            { term: "Duplicates in the file", count: counts.repeated },
            { term: "Already here", count: counts.here },
            { term: "In another pool", count: counts.elsewhere },
            { term: "Malformed", count: counts.malformed },
          ]}
        />
        <div className="mt-6 flex flex-wrap gap-3">
          {counts.new > 0 && (
            <PostForm action={importCodesAction} hidden={{ course, offer, check }}>
              <SubmitButton pendingLabel="Importing…">
                {counts.new === 1 ? "Import 1 code" : `Import ${counts.new.toLocaleString("en")} codes`}
              </SubmitButton>
            </PostForm>
          )}
          {again}
        </div>
      </Section>
      {left > 0 && (
        <Section
          title="Lines that do not come in"
          stacked
          intro={others.length < left ? `The first ${others.length} of ${left.toLocaleString("en")}.` : undefined}
        >
          <DataTable
            id="lines"
            caption="Lines that do not come in"
            captionHidden
            rows={others}
            rowKey={({ line }) => String(line)}
            columns={[
              { key: "line", header: "Line", numeric: true, rowHeader: true, cell: ({ line }) => line },
              { key: "status", header: "Result", cell: ({ status }) => WORDS[status] },
              { key: "remark", header: "Why", cell: ({ remark }) => remark },
              { key: "code", header: "Code", cell: describeCode },
            ]}
          />
        </Section>
      )}
    </>
  );
}

function describeCode({ length, tail }: CodeReportLine): string {
  if (length === 0) {
    return "–";
  }
  return tail === "" ? `${length} characters` : `${length} characters, the last two are ${tail}`;
}
