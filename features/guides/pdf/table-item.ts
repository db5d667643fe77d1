import { drawText, type Item } from "@/features/guides/pdf/flow";
import { layoutText, type Run } from "@/features/guides/pdf/text-layout";
import { ink, size } from "@/features/guides/pdf/theme";

const padding = { x: 8, y: 4 };

/** A small table (its first row is the head) as one box that is never torn, tagged with rows, heads and cells. */
export function tableItem({
  doc,
  rows,
  width,
  indent = 0,
  shares,
}: {
  doc: PDFKit.PDFDocument;
  rows: readonly (readonly (readonly Run[])[])[];
  width: number;
  indent?: number;
  /** How the width is shared among the columns; without them all are alike, and no wider than they need be. */
  shares?: readonly number[];
}): Item {
  const columns = Math.max(...rows.map((row) => row.length));
  // Narrow tables read better when their columns stay close.
  const alike = Math.min((width - indent) / columns, 130);
  const whole = shares?.reduce((sum, share) => sum + share, 0) ?? 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    shares ? ((width - indent) * (shares[column] ?? 0)) / whole : alike,
  );
  const lefts = widths.map((_, column) => widths.slice(0, column).reduce((sum, each) => sum + each, 0));
  const tableWidth = widths.reduce((sum, each) => sum + each, 0);
  const cells = rows.map((row, index) =>
    row.map((runs, column) =>
      layoutText({
        doc,
        runs: index === 0 ? runs.map((run): Run => ({ ...run, font: "bold" })) : runs,
        width: (widths[column] ?? alike) - 2 * padding.x,
        fontSize: size.body,
        colour: ink.ink,
      }),
    ),
  );
  const heights = cells.map((row) => Math.max(...row.map((cell) => cell.height)) + 2 * padding.y);
  return {
    kind: "box",
    gap: 9,
    height: heights.reduce((sum, height) => sum + height, 0),
    draw: ({ x, y, parent }) => {
      const table = doc.struct("Table");
      parent.add(table);
      let top = y;
      cells.forEach((row, rowIndex) => {
        const height = heights[rowIndex] ?? 0;
        doc.markContent("Artifact", { type: "Layout" });
        if (rowIndex === 0) {
          doc.rect(x + indent, top, tableWidth, height).fill(ink.wash);
        }
        doc.moveTo(x + indent, top + height).lineTo(x + indent + tableWidth, top + height);
        doc.lineWidth(0.6).stroke(ink.rule);
        doc.endMarkedContent();
        const rowElement = doc.struct("TR");
        table.add(rowElement);
        row.forEach((cell, column) => {
          const options = { scope: "Column", title: undefined };
          const element = rowIndex === 0 ? doc.struct("TH", options) : doc.struct("TD");
          rowElement.add(element);
          const left = x + indent + (lefts[column] ?? 0) + padding.x;
          drawText({ doc, block: cell, place: { x: left, y: top + padding.y, parent: element } });
          element.end();
        });
        rowElement.end();
        top += height;
      });
      table.end();
    },
  };
}
