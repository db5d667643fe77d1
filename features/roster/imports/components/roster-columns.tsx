import { type ColumnsAbout, FileColumns } from "@/features/courses/imports/components/file-columns";
import type { ImportView } from "@/features/courses/imports/queries";
import type { TableLine } from "@/lib/tables/read-lines";
import { checkRosterAction, rereadRosterAction } from "../actions";
import { guessRosterColumns } from "../rules";
import { rosterOptions } from "../schema";

const ABOUT: ColumnsAbout = {
  fields: [
    { name: "email", label: "Column with the addresses" },
    { name: "name", label: "Column with whole names", optional: true },
    { name: "givenName", label: "Column with given names", optional: true },
    { name: "familyName", label: "Column with family names", optional: true },
    { name: "role", label: "Column with roles", optional: true },
    { name: "status", label: "Column that says who is not attending", optional: true },
  ],
  check: checkRosterAction,
  reread: rereadRosterAction,
  advice: "No column of it holds e-mail addresses, as far as its first lines tell. Choose the column that does.",
};

/** The first lines of a roster's file, and which column holds what. */
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
  return (
    <FileColumns
      course={course}
      view={view}
      lines={preview}
      columns={stored ?? guessRosterColumns(preview)}
      stored={stored !== undefined}
      about={ABOUT}
    />
  );
}
