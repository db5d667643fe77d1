import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { ColumnsForm } from "@/features/courses/imports/components/columns-form";
import { DiscardForm } from "@/features/courses/imports/components/discard-form";
import { PreviewTable } from "@/features/courses/imports/components/preview-table";
import type { ImportView } from "@/features/courses/imports/queries";
import { countColumns, describeFormat } from "@/features/courses/imports/rules";
import type { TableLine } from "@/lib/tables/read-lines";
import { checkRosterAction } from "../actions";
import { guessRosterColumns } from "../rules";
import { rosterOptions } from "../schema";

const FIELDS = [
  { name: "email", label: "Column with the addresses" },
  { name: "name", label: "Column with whole names", optional: true },
  { name: "givenName", label: "Column with given names", optional: true },
  { name: "familyName", label: "Column with family names", optional: true },
  { name: "role", label: "Column with roles", optional: true },
];

/** The first lines, and which column holds what: as recognised, to be changed by hand. */
export function RosterColumns({
  course,
  view,
  preview,
}: {
  course: string;
  view: ImportView;
  preview: readonly TableLine[];
}) {
  const stored = rosterOptions.safeParse(view.options).data?.columns;
  const columns = stored ?? guessRosterColumns(preview);
  const count = countColumns(preview);
  const names = Array.from({ length: count }, (_, column) => {
    const name = columns.header ? preview[0]?.cells[column] : "";
    return name ? `Column ${column + 1}: ${name.slice(0, 60)}` : `Column ${column + 1}`;
  });
  return (
    <>
      {!stored && (
        <Notice kind="caution" className="mt-2">
          <p>No column of it holds e-mail addresses, as far as its first lines tell. Choose the column that does.</p>
        </Notice>
      )}
      <PreviewTable
        lines={preview}
        columns={count}
        intro={`Read as ${view.format ? describeFormat(view.format) : "text"}.`}
      />
      <Section
        title="Columns"
        intro={stored ? "Changing them begins the check again." : "Nothing has been imported yet."}
      >
        <ColumnsForm
          action={checkRosterAction}
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
