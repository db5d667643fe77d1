import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ImportFailed } from "@/features/courses/imports/components/import-failed";
import { ImportProgress } from "@/features/courses/imports/components/import-progress";
import type { ImportView } from "@/features/courses/imports/queries";
import type { Trouble } from "@/lib/job-trouble";
import { paths } from "@/lib/paths";
import type { TableLine } from "@/lib/tables/read-lines";
import { rereadRosterAction } from "../actions";
import type { RosterImportView } from "../queries";
import { MissingPeople } from "./missing-people";
import { PersonLines } from "./person-lines";
import { RosterChecked } from "./roster-checked";
import { RosterColumns } from "./roster-columns";

/** An import of a roster, wherever it stands. */
export function RosterImport({
  course,
  view,
  preview,
  trouble,
  roster,
}: {
  course: string;
  view: ImportView;
  preview: readonly TableLine[];
  trouble: Trouble | null;
  roster: RosterImportView;
}) {
  const { REPEATED = 0, REMOVED = 0, MALFORMED = 0, NOBODY = 0 } = view.counts;
  const report = paths.importReport({ course, import: view.id });
  const out = (
    <PersonLines
      id="lines"
      title={view.state === "DONE" ? "Lines that did not come in" : "Lines that do not come in"}
      lines={roster.leftOut}
      whole={REPEATED + REMOVED + MALFORMED + NOBODY}
      report={report}
    />
  );
  switch (view.state) {
    case "CHECKING":
    case "RUNNING":
      return <ImportProgress course={course} view={view} trouble={trouble} />;
    case "UPLOADED":
      return <RosterColumns course={course} view={view} preview={preview} />;
    case "CHECKED":
      return (
        <>
          <RosterChecked course={course} view={view} />
          <PersonLines
            id="fresh"
            title="New people"
            lines={roster.fresh}
            whole={view.counts.NEW ?? 0}
            report={report}
          />
          <PersonLines
            id="changed"
            title="People who differ"
            lines={roster.changed}
            whole={view.counts.CHANGED ?? 0}
            report={report}
          />
          {out}
          {/* Behind what comes in and what does not: of a second file it may be most of the roster. */}
          <MissingPeople missing={roster.missing} whole={view.counts.missing ?? 0} />
          <RosterColumns course={course} view={view} preview={preview} />
        </>
      );
    case "DONE":
      return (
        <>
          <Notice kind="success" announce>
            <p>{sayDone(view.counts)}</p>
            <p>
              There is no undoing of a roster as a whole: each person can be changed or removed on a page of their own.
            </p>
          </Notice>
          <LinkButton href={paths.roster(course)} className="mt-6">
            See the roster
          </LinkButton>
          {out}
        </>
      );
    default:
      return (
        <ImportFailed
          course={course}
          view={view}
          again={paths.rosterImport(course)}
          reread={preview.length > 0 ? rereadRosterAction : null}
        />
      );
  }
}

function sayDone({ added = 0, changed = 0, removed = 0 }: Record<string, number>): string {
  const people = (count: number) => (count === 1 ? "1 person was" : `${count.toLocaleString("en")} people were`);
  const parts = [
    `${people(added)} added.`,
    changed > 0 ? `${people(changed)} changed.` : "Nobody was changed.",
    removed > 0 ? `${people(removed)} removed.` : "Nobody was removed.",
  ];
  return parts.join(" ");
}
