import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ImportFailed } from "@/features/courses/imports/components/import-failed";
import { ImportProgress } from "@/features/courses/imports/components/import-progress";
import type { ImportView } from "@/features/courses/imports/queries";
import type { CodeReportLine, OddCodes } from "@/features/credits/checks/queries";
import { UndoPanel } from "@/features/credits/withdrawals/components/undo-panel";
import type { WithdrawalView } from "@/features/credits/withdrawals/queries";
import type { Trouble } from "@/lib/job-trouble";
import { paths } from "@/lib/paths";
import type { TableLine } from "@/lib/tables/read-lines";
import { rereadCodesAction } from "../actions";
import { CodesChecked } from "./codes-checked";
import { CodesColumns } from "./codes-columns";
import { CodesLeftOut } from "./codes-left-out";

type Props = {
  course: string;
  view: ImportView;
  preview: readonly TableLine[];
  trouble: Trouble | null;
  leftOut: readonly CodeReportLine[];
  fresh: { days: readonly { day: Date | null; count: number }[]; links: number; amounts: number };
  odd: OddCodes | null;
  withdrawal: WithdrawalView | null;
};

/** An import of codes, wherever it stands. */
export function CodesImport({ course, view, preview, trouble, leftOut, fresh, odd, withdrawal }: Props) {
  const { state, counts } = view;
  const out = <CodesLeftOut course={course} view={view} lines={leftOut} />;
  const columns = <CodesColumns course={course} view={view} preview={preview} />;
  switch (state) {
    case "CHECKING":
    case "RUNNING":
    case "UNDOING":
      return <ImportProgress course={course} view={view} trouble={trouble} />;
    case "UPLOADED":
      return columns;
    case "CHECKED":
      return (
        <>
          <CodesChecked course={course} view={view} fresh={fresh} odd={odd} />
          {out}
          {columns}
        </>
      );
    case "DONE":
      return (
        <>
          {view.problem && (
            <Notice kind="caution" word="Not done" announce className="mb-6">
              <p>{view.problem}</p>
            </Notice>
          )}
          <Notice kind="success" announce={!view.problem}>
            <p>{sayAdded(counts.added ?? 0, isSpare(view))}</p>
          </Notice>
          {view.offer && (
            <LinkButton href={paths.adminOffer({ course, offer: view.offer.slug })} className="mt-6">
              See the pool
            </LinkButton>
          )}
          {out}
          {withdrawal && <UndoPanel course={course} id={view.id} withdrawal={withdrawal} />}
        </>
      );
    case "UNDONE":
      return (
        <Notice kind="success" announce>
          <p>{sayUndone(counts)}</p>
        </Notice>
      );
    default:
      return (
        <ImportFailed
          course={course}
          view={view}
          again={view.offer ? paths.codesImport({ course, offer: view.offer.slug }) : null}
          reread={preview.length > 0 ? rereadCodesAction : null}
        />
      );
  }
}

function isSpare({ options }: ImportView): boolean {
  return (options as { spares?: boolean } | null)?.spares === true;
}

function sayAdded(added: number, spare: boolean): string {
  if (added === 0) return "There was nothing new in it, so nothing was imported.";
  const codes = added === 1 ? "1 code was added." : `${added.toLocaleString("en")} codes were added.`;
  return spare ? `${codes} They are kept aside as spares.` : `${codes} If people wait for one, they get theirs now.`;
}

/** Codes that nobody had are deleted, those that somebody had unseen made unreadable: both are gone. */
function sayUndone({ deleted = 0, withdrawn = 0, released = 0 }: Record<string, number>): string {
  const out = deleted + withdrawn;
  const parts = [
    out === 1 ? "1 code was taken out." : `${out.toLocaleString("en")} codes were taken out.`,
    "The same file can come in again.",
  ];
  if (released === 1) parts.push("1 person who held one unseen waits again, at the old place.");
  if (released > 1) {
    parts.push(`${released.toLocaleString("en")} people who held one unseen wait again, at their old place.`);
  }
  return parts.join(" ");
}
