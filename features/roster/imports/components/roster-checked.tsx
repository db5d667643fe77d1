import { LinkButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-field";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { CheckTotals } from "@/features/courses/components/check-totals";
import { PostForm } from "@/features/courses/components/post-form";
import { DiscardForm } from "@/features/courses/imports/components/discard-form";
import type { ImportView } from "@/features/courses/imports/queries";
import { describeFormat } from "@/features/courses/imports/rules";
import { paths } from "@/lib/paths";
import { importRosterAction } from "../actions";
import { personStatusWords } from "../rules";

const people = (count: number) => (count === 1 ? "1 person" : `${count.toLocaleString("en")} people`);

/** What an import of a roster would do, before it does it, and what is done only if it is asked for. */
export function RosterChecked({ course, view }: { course: string; view: ImportView }) {
  const { id, counts, fileName, format, problem } = view;
  const { NEW: fresh = 0, CHANGED: changed = 0, missing: gone = 0, instructors = 0 } = counts;
  return (
    <Section
      title="What was found"
      intro={`In ${fileName}${format ? `, read as ${describeFormat(format)}` : ""}. Nothing has been imported yet.`}
    >
      {problem && (
        <Notice kind="caution" word="Not done" announce className="mb-6">
          <p>{problem}</p>
        </Notice>
      )}
      <CheckTotals
        totals={[
          { term: "New people", count: fresh },
          ...(["CHANGED", "UNCHANGED", "REPEATED", "REMOVED", "MALFORMED", "NOBODY"] as const).map((status) => ({
            term: personStatusWords[status],
            count: counts[status] ?? 0,
          })),
          { term: "Missing from the file", count: gone },
        ]}
      />
      {instructors > 0 && (
        <Notice kind="caution" className="mt-6">
          <p>
            {people(instructors)} of the file {instructors === 1 ? "becomes an instructor" : "become instructors"}, who
            may change everything in this course.
          </p>
        </Notice>
      )}
      {fresh + changed + gone > 0 && (
        <PostForm
          action={importRosterAction}
          hidden={{ course, import: id, missing: String(gone) }}
          className="mt-6 space-y-4"
        >
          {changed > 0 && (
            <Checkbox
              name="update"
              optional
              label={`Take over the names and roles that differ, of ${people(changed)}`}
              hint="Otherwise they stay as they are. Whoever gets another role is signed out. An instructor stays one."
            />
          )}
          {gone > 0 && (
            <Checkbox
              name="remove"
              optional
              label={`Remove ${people(gone)} who ${gone === 1 ? "is" : "are"} missing from the file`}
              hint="Otherwise they stay. Whoever is removed is signed out; what they did stays on record. Instructors are never removed by a file."
            />
          )}
          <SubmitButton>{fresh > 0 ? `Add ${people(fresh)}` : "Bring the roster up to date"}</SubmitButton>
        </PostForm>
      )}
      <div className="mt-4 flex flex-wrap gap-3">
        <LinkButton href={paths.rosterImport(course)} variant={fresh > 0 ? "secondary" : "primary"}>
          Choose another file
        </LinkButton>
        <LinkButton href={paths.importReport({ course, import: id })} variant="secondary">
          Report by line (CSV)
        </LinkButton>
        <DiscardForm course={course} id={id} />
      </div>
    </Section>
  );
}
