import type { ReactNode } from "react";
import { joinClass } from "./join-class";
import { WholeDays } from "./whole-days";

export type Column<Row> = {
  key: string;
  /** Name of the column; on a phone it stands before the cell. */
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Its cells say themselves what they are, as buttons do: on a phone the column's name does not stand before them. */
  ownWords?: boolean;
  /** The cell that names its row (one column at most). */
  rowHeader?: boolean;
};

/**
 * A table of records: caption, header that stays, region that scrolls by keyboard. Below 640 pixels each row becomes a card, unless
 * `alwaysTable`. The roles are written out because a cell that is displayed as a block would lose them. `id` must be unique on the page.
 */
export function DataTable<Row>({
  id,
  caption,
  captionHidden,
  columns,
  rows,
  rowKey,
  empty,
  alwaysTable,
}: {
  id: string;
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty?: ReactNode;
  alwaysTable?: boolean;
}) {
  if (rows.length === 0 && empty != null) return empty;
  return (
    <div>
      <p id={`${id}-caption`} className={captionHidden ? "sr-only" : "mb-2 font-semibold"}>
        {caption}
      </p>
      <section
        aria-labelledby={`${id}-caption`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className={joinClass("data-table-region", rows.length > 25 && "data-table-long")}
      >
        {/* biome-ignore-start lint/a11y/noRedundantRoles: display: block on a phone takes the native roles away */}
        <table
          role="table"
          aria-labelledby={`${id}-caption`}
          className={joinClass("data-table tabular", alwaysTable && "always-table")}
        >
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th key={column.key} role="columnheader" scope="col" className={column.numeric ? "numeric" : undefined}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={rowKey(row)} role="row">
                {columns.map((column) => {
                  const className = joinClass(column.numeric && "numeric", column.ownWords && "own-words") || undefined;
                  return column.rowHeader ? (
                    <th key={column.key} role="rowheader" scope="row" data-label={column.header} className={className}>
                      <div className="min-w-0">{keepDays(column.cell(row))}</div>
                    </th>
                  ) : (
                    <td key={column.key} role="cell" data-label={column.header} className={className}>
                      <div className="min-w-0">{keepDays(column.cell(row))}</div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
      </section>
    </div>
  );
}

/** A cell that is nothing but text may be a date, which reads badly over three lines. */
function keepDays(content: ReactNode): ReactNode {
  return typeof content === "string" ? <WholeDays text={content} /> : content;
}
