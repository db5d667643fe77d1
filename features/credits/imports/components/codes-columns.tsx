import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { ColumnsForm } from "@/features/courses/imports/components/columns-form";
import { DiscardForm } from "@/features/courses/imports/components/discard-form";
import { PreviewTable } from "@/features/courses/imports/components/preview-table";
import type { ImportView } from "@/features/courses/imports/queries";
import { countColumns, describeFormat, maskCell, maskCode } from "@/features/courses/imports/rules";
import type { TableLine } from "@/lib/tables/read-lines";
import { checkCodesAction } from "../actions";
import { guessCodeColumns } from "../rules";
import { codesOptions } from "../schema";

const FIELDS = [
  { name: "code", label: "Column with the codes" },
  { name: "amount", label: "Column with amounts", optional: true },
  { name: "expiry", label: "Column with last days", optional: true },
  { name: "link", label: "Column with links", optional: true },
];

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
  const count = countColumns(preview);
  const secret = [columns.code, columns.link];
  const masked = preview.map(({ line, cells }, index) => ({
    line,
    cells: cells.map((cell, column) =>
      secret.includes(column) && !(columns.header && index === 0) ? maskCode(cell) : maskCell(cell),
    ),
  }));
  const names = Array.from({ length: count }, (_, column) => {
    const name = columns.header ? masked[0]?.cells[column] : "";
    return name ? `Column ${column + 1}: ${name}` : `Column ${column + 1}`;
  });
  return (
    <>
      {!stored && (
        <Notice kind="caution" className="mt-2">
          <p>
            There are {count} columns, and none is named “code”. Choose the column with the codes, and look at the first
            lines to be sure: a wrong column would hand out something else.
          </p>
        </Notice>
      )}
      <PreviewTable
        lines={masked}
        columns={count}
        intro={`Read as ${view.format ? describeFormat(view.format) : "text"}. Of what may be a code only the last two characters are shown.`}
      />
      <Section
        title="Columns"
        intro={stored ? "Changing them begins the check again." : "Nothing has been imported yet."}
      >
        <ColumnsForm
          action={checkCodesAction}
          hidden={{ course, import: view.id }}
          fields={FIELDS}
          columns={columns}
          names={names}
        />
        {!stored && (
          <div className="mt-4">
            <DiscardForm course={course} id={view.id} />
          </div>
        )}
      </Section>
    </>
  );
}
