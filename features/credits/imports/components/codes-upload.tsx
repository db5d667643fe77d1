import { LinkButton } from "@/components/ui/button";
import { ImportList } from "@/features/courses/imports/components/import-list";
import { UploadForm } from "@/features/courses/imports/components/upload-form";
import type { ImportView } from "@/features/courses/imports/queries";
import { sayProblem } from "@/features/courses/imports/rules";
import { paths } from "@/lib/paths";

/** Sends codes to be looked over, and lists the imports of the offer so far. */
export function CodesUpload({
  course,
  offer,
  refused,
  problem,
  imports,
  timeZone,
}: {
  course: string;
  offer: string;
  /** From the address: why nothing was taken. */
  refused: string | string[] | undefined;
  problem: string | null;
  imports: readonly ImportView[];
  timeZone: string;
}) {
  return (
    <>
      <UploadForm
        action={paths.codesUpload({ course, offer })}
        fileHint="CSV, Excel or plain text, 200 MB at most: one code on each line, or a column named “code”. Columns for an amount, a last day and a link are understood as well."
        pasteLabel="Or paste the codes"
        pasteHint="One code on each line. For your safety they are not shown again, so choose or paste once more after an error."
        problem={sayProblem(refused, problem)}
        aside={
          <LinkButton href={paths.adminOffer({ course, offer })} variant="quiet">
            Cancel
          </LinkButton>
        }
      />
      <ImportList course={course} imports={imports} timeZone={timeZone} />
    </>
  );
}
