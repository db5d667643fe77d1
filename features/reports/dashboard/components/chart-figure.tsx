import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";

/**
 * A chart with its name, what it counts, its drawing and, folded away, the numbers that it was drawn from. `summary` says in words what the eye sees. The drawing
 * is `height` pixels high and as wide as its place: its widths are shares, so that letters keep their size on a phone. `valuesUpTo` leaves room at its
 * left for a ValueAxis up to that value. `id` must be unique.
 */
export function ChartFigure<Row>({
  id,
  title,
  note,
  summary,
  height,
  valuesUpTo,
  children,
  rows,
  columns,
  rowKey,
}: {
  id: string;
  title: string;
  note?: string;
  summary: string;
  height: number;
  valuesUpTo?: number;
  children: ReactNode;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
}) {
  return (
    <figure aria-labelledby={`${id}-caption`} className="keep-together">
      <figcaption className="mb-3 font-semibold">
        <span id={`${id}-caption`}>{title}</span>
        {note && <span className="block text-sm font-normal text-muted">{note}</span>}
      </figcaption>
      <div className={valuesUpTo === undefined ? undefined : valuesUpTo < 1000 ? "ps-9" : "ps-13"}>
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
          width="100%"
          height={height}
          className="tabular block overflow-visible text-sm"
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{summary}</desc>
          {children}
        </svg>
      </div>
      <details className="no-print mt-2 text-sm">
        <summary className="link w-fit cursor-pointer py-1">The numbers as a table</summary>
        <div className="mt-2 max-w-text">
          <DataTable
            id={`${id}-table`}
            caption={title}
            captionHidden
            alwaysTable
            rows={rows}
            rowKey={rowKey}
            columns={columns}
          />
        </div>
      </details>
    </figure>
  );
}
