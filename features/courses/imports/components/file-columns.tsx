import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { StateAction } from "@/features/courses/components/action-form";
import type { TableLine } from "@/lib/tables/read-lines";
import type { ImportView } from "../queries";
import { countColumns, describeFormat } from "../rules";
import { type ColumnField, ColumnsForm } from "./columns-form";
import { DiscardForm } from "./discard-form";
import { PreviewTable } from "./preview-table";
import { ReadAs } from "./read-as";

/** What a feature knows of its files: which columns there are, and what the forms call. */
export type ColumnsAbout = {
  fields: readonly ColumnField[];
  check: StateAction;
  reread: StateAction;
  /** What to do where the columns were not recognised. */
  advice: string;
  /** What the preview's reader should know besides how the file was read. */
  remark?: string;
};

/**
 * The first lines of a file, how it was read, and which column holds what: as recognised, to be changed by hand. `lines` are shown as they
 * are, so whoever calls this has masked what must not be seen. `stored`: the columns were recognised or chosen already.
 */
export function FileColumns({
  course,
  view,
  lines,
  columns,
  stored,
  about,
  titlesAt = 0,
}: {
  course: string;
  view: ImportView;
  lines: readonly TableLine[];
  columns: Record<string, number | boolean>;
  stored: boolean;
  about: ColumnsAbout;
  /** How many lines stand above the names of the columns. */
  titlesAt?: number;
}) {
  const count = countColumns(lines);
  const names = Array.from({ length: count }, (_, column) => {
    const name = columns.header ? lines[titlesAt]?.cells[column] : "";
    return name ? `Column ${column + 1}: ${name.slice(0, 60)}` : `Column ${column + 1}`;
  });
  return (
    <>
      {!stored && (
        <Notice kind="caution" className="mt-2">
          <p>{about.advice}</p>
        </Notice>
      )}
      <PreviewTable
        lines={lines}
        columns={count}
        intro={[`Read as ${view.format ? describeFormat(view.format) : "text"}.`, about.remark]
          .filter(Boolean)
          .join(" ")}
      />
      <ReadAs course={course} view={view} action={about.reread} />
      <Section
        title="Columns"
        intro={stored ? "Changing them begins the check again." : "Nothing has been imported yet."}
      >
        <ColumnsForm
          action={about.check}
          hidden={{ course, import: view.id, ...(titlesAt > 0 && { skip: String(titlesAt) }) }}
          titlesLine={lines[titlesAt]?.line}
          fields={about.fields}
          columns={columns}
          names={names}
          isChange={stored}
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
