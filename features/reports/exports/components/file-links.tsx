import { paths } from "@/lib/paths";
import { formats, type List, WORKBOOK_ROWS } from "../rules";

/** The downloads of one list. Where a workbook would not hold it, that is said in its place. */
export function FileLinks({
  course,
  list,
  offer,
  rows,
  of,
}: {
  course: string;
  list: List;
  offer?: string;
  rows: number;
  of: string;
}) {
  return (
    <span className="flex flex-wrap gap-x-5 gap-y-1">
      {formats.map((format) =>
        format === "xlsx" && rows > WORKBOOK_ROWS ? (
          <span key={format} className="text-muted">
            Too long for XLSX: take the CSV
          </span>
        ) : (
          <a key={format} className="link" href={paths.exportFile({ course, file: `${list}.${format}`, offer })}>
            {format.toUpperCase()}
            <span className="sr-only"> of {of}</span>
          </a>
        ),
      )}
    </span>
  );
}
