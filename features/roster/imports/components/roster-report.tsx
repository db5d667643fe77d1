import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { CheckTotals } from "@/features/courses/components/check-totals";
import { PostForm } from "@/features/courses/components/post-form";
import { roleWords } from "@/features/roster/rules";
import { paths } from "@/lib/paths";
import { writeLineRanges } from "@/lib/tables/line-ranges";
import { importRosterAction } from "../actions";
import type { RosterReportLine } from "../rules";

type Report = {
  fileName: string;
  encoding: string;
  separator: string;
  counts: Record<RosterReportLine["status"], number>;
  instructors: number;
  fresh: readonly RosterReportLine[];
  others: readonly RosterReportLine[];
  freshLines: readonly number[];
};

const WORDS: Record<RosterReportLine["status"], string> = {
  new: "New",
  repeated: "Duplicate in the file",
  here: "Already here",
  malformed: "Malformed",
};

const COLUMNS = [
  { key: "line", header: "Line", numeric: true, rowHeader: true, cell: ({ line }: RosterReportLine) => line },
  {
    key: "email",
    header: "Address",
    cell: ({ email }: RosterReportLine) => <span className="break-all">{email || "–"}</span>,
  },
];

/** What an import would do, before it does it. */
export function RosterReport({ course, check, report }: { course: string; check: string; report: Report }) {
  const { counts, fresh, others, instructors } = report;
  const left = counts.repeated + counts.here + counts.malformed;
  return (
    <>
      <Section
        title="What was found"
        intro={`In ${report.fileName}, read as ${report.encoding} with ${report.separator}. Nothing has been imported yet.`}
      >
        <CheckTotals
          totals={[
            {
              term: "New people",
              count: counts.new,
              lines:
                counts.new > 0
                  ? `${counts.new === 1 ? "line" : "lines"} ${writeLineRanges(report.freshLines)}`
                  : undefined,
            },
            { term: "Duplicates in the file", count: counts.repeated },
            { term: "Already here", count: counts.here },
            { term: "Malformed", count: counts.malformed },
          ]}
        />
        {instructors > 0 && (
          <Notice kind="caution" className="mt-6">
            <p>
              {instructors === 1
                ? "1 of the new people becomes an instructor"
                : `${instructors} of the new people become instructors`}
              , who may change everything in this course.
            </p>
          </Notice>
        )}
        <div className="mt-6 flex flex-wrap gap-3">
          {counts.new > 0 && (
            <PostForm action={importRosterAction} hidden={{ course, check }}>
              <SubmitButton pendingLabel="Importing…">
                {counts.new === 1 ? "Add 1 person" : `Add ${counts.new.toLocaleString("en")} people`}
              </SubmitButton>
            </PostForm>
          )}
          <LinkButton href={paths.rosterImport(course)} variant={counts.new > 0 ? "secondary" : "primary"}>
            Choose another file
          </LinkButton>
        </div>
      </Section>
      {fresh.length > 0 && (
        <Section
          title="New people"
          stacked
          intro={
            fresh.length < counts.new ? `The first ${fresh.length}, to see that the columns were read well.` : undefined
          }
        >
          <DataTable
            id="fresh"
            caption="New people"
            captionHidden
            rows={fresh}
            rowKey={({ line }) => String(line)}
            columns={[
              ...COLUMNS,
              { key: "name", header: "Name", cell: ({ name }) => name || "–" },
              { key: "role", header: "Role", cell: ({ role }) => roleWords[role] },
            ]}
          />
        </Section>
      )}
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
              ...COLUMNS,
              { key: "status", header: "Result", cell: ({ status }) => WORDS[status] },
              { key: "remark", header: "Why", cell: ({ remark }) => remark },
            ]}
          />
        </Section>
      )}
    </>
  );
}
