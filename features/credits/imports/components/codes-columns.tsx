import { type ColumnsAbout, FileColumns } from "@/features/courses/imports/components/file-columns";
import type { ImportView } from "@/features/courses/imports/queries";
import { countColumns, maskCell, maskCode, maskTitle } from "@/features/courses/imports/rules";
import type { TableLine } from "@/lib/tables/read-lines";
import { checkCodesAction, rereadCodesAction } from "../actions";
import { guessCodeColumns } from "../rules";
import { codesOptions } from "../schema";

const ABOUT: Omit<ColumnsAbout, "advice"> = {
  fields: [
    { name: "code", label: "Column with the codes" },
    { name: "amount", label: "Column with amounts", optional: true },
    { name: "expiry", label: "Column with last days", optional: true },
    { name: "link", label: "Column with links", optional: true },
  ],
  check: checkCodesAction,
  reread: rereadCodesAction,
  remark: "Of what may be a code only the last two characters are shown.",
};

/** The first lines, and which column holds what: as recognised, to be changed by hand. Whatever may be a code is masked. */
export function CodesColumns({
  course,
  view,
  preview,
}: {
  course: string;
  view: ImportView;
  preview: readonly TableLine[];
}) {
  const stored = codesOptions.safeParse(view.options).data?.columns;
  const columns = stored ?? guessCodeColumns(preview);
  const secret = [columns.code, columns.link];
  const lines = preview.map(({ line, cells }, index) => ({
    line,
    cells: cells.map((cell, column) =>
      columns.header && index === columns.skip
        ? maskTitle(cell)
        : secret.includes(column)
          ? maskCode(cell)
          : maskCell(cell),
    ),
  }));
  const advice = `There are ${countColumns(preview)} columns, and none is named “code”. Choose the column with the codes, and look at the first lines to be sure: a wrong column would hand out something else.`;
  return (
    <FileColumns
      course={course}
      view={view}
      lines={lines}
      columns={columns}
      stored={stored !== undefined}
      titlesAt={columns.skip}
      about={{ ...ABOUT, advice }}
    />
  );
}
