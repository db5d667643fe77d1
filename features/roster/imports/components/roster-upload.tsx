import { LinkButton } from "@/components/ui/button";
import { ImportList } from "@/features/courses/imports/components/import-list";
import { UploadForm } from "@/features/courses/imports/components/upload-form";
import type { ImportView } from "@/features/courses/imports/queries";
import { sayProblem } from "@/features/courses/imports/rules";
import { paths } from "@/lib/paths";

/** Sends a roster to be looked over, and lists the imports of the course's roster so far. */
export function RosterUpload({
  course,
  refused,
  problem,
  imports,
  timeZone,
}: {
  course: string;
  /** From the address: why nothing was taken. */
  refused: string | string[] | undefined;
  problem: string | null;
  imports: readonly ImportView[];
  timeZone: string;
}) {
  return (
    <>
      <UploadForm
        action={paths.rosterUpload(course)}
        fileHint="CSV, Excel or plain text, 25 MB at most, as Canvas, Moodle, Eventbrite and Google Forms export it. Only the addresses are needed; names and roles come along."
        pasteLabel="Or paste the lines"
        pasteHint="One person on each line, such as: ada@example.org, Ada Brook"
        problem={sayProblem(refused, problem)}
        aside={
          <LinkButton href={paths.roster(course)} variant="quiet">
            Cancel
          </LinkButton>
        }
      />
      <ImportList course={course} imports={imports} timeZone={timeZone} />
    </>
  );
}
