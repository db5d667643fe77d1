import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import type { ExportCounts } from "../queries";
import { type List, listContents, listScope, lists, listWords, mayExport, WORKBOOK_ROWS } from "../rules";
import { FileLinks } from "./file-links";

type Line = { key: string; of: string; rows: number; offer?: string };

/** The lists of a course with their downloads. What assistants may not take out is not shown to them, but said. */
export function ListExports({
  course,
  counts,
  mayInstruct,
  timeZone,
}: {
  course: string;
  counts: ExportCounts;
  mayInstruct: boolean;
  timeZone: string;
}) {
  return (
    <>
      <div className="max-w-text space-y-2 text-muted">
        <p>
          CSV files open in every spreadsheet, whatever their length; they are in UTF-8, and text that a spreadsheet
          would take for a formula has an apostrophe before it. XLSX workbooks hold at most{" "}
          {WORKBOOK_ROWS.toLocaleString("en")} rows.
        </p>
        <p>Times are in {timeZone.replaceAll("_", " ")}, written as 2026-11-24T14:05:00+01:00.</p>
        {!mayInstruct && <p>Allocations, messages and codes are for the course’s instructors to take out.</p>}
      </div>
      {lists
        .filter((list) => mayExport(list, { mayInstruct }))
        .map((list) => (
          <Section key={list} id={list} title={listWords[list]} intro={listContents[list]} stacked>
            <Downloads course={course} list={list} lines={listLines(list, counts)} />
          </Section>
        ))}
    </>
  );
}

function Downloads({ course, list, lines }: { course: string; list: List; lines: Line[] }) {
  return (
    <DataTable
      id={`${list}-downloads`}
      caption={`Downloads: ${listWords[list]}`}
      captionHidden
      rows={lines}
      rowKey={({ key }) => key}
      empty={<p className="text-muted">The course has no offer yet, and so nobody could ask for a code.</p>}
      columns={[
        { key: "of", header: "Of", rowHeader: true, cell: ({ of }) => of },
        { key: "rows", header: "Rows", numeric: true, cell: ({ rows }) => rows.toLocaleString("en") },
        {
          key: "files",
          header: "Download",
          cell: ({ of, rows, offer }) => (
            <FileLinks course={course} list={list} offer={offer} rows={rows} of={`${listWords[list]}, ${of}`} />
          ),
        },
      ]}
    />
  );
}

function listLines(list: List, { roster, messages, offers }: ExportCounts): Line[] {
  if (listScope[list] === "course") {
    return [{ key: "course", of: "the whole course", rows: list === "roster" ? roster : messages }];
  }
  const count = (offer: ExportCounts["offers"][number]) => (list === "requests" ? offer.requests : offer.allocations);
  const each = offers.map((offer) => ({ key: offer.slug, of: offer.name, rows: count(offer), offer: offer.slug }));
  const all = { key: "all", of: "all offers", rows: each.reduce((sum, { rows }) => sum + rows, 0) };
  return listScope[list] === "both" && each.length > 1 ? [...each, all] : each;
}
