import { ink, sheet, size, textWidth } from "@/features/guides/pdf/theme";

/**
 * Running head and foot of every page beginning with number `from`, counted from 0, as artifacts: a screen reader is spared them. `head` is what
 * stands on the left and on the right.
 */
export function drawFurniture({
  doc,
  from,
  head: [left, right],
  foot,
}: {
  doc: PDFKit.PDFDocument;
  from: number;
  head: readonly [left: string, right: string];
  foot: string;
}): void {
  const { count } = doc.bufferedPageRange();
  for (let page = from; page < count; page += 1) {
    doc.switchToPage(page);
    doc.markContent("Artifact", { type: "Pagination" });
    doc.rect(0, 0, sheet.width, 8).fill(ink.accent);
    doc.rect(sheet.left, sheet.height - 48, textWidth, 0.8).fill(ink.rule);
    drawEnds({ doc, y: 30, left, right });
    drawEnds({ doc, y: sheet.height - 40, left: foot, right: `${page + 1} of ${count}` });
    doc.endMarkedContent();
  }
}

function drawEnds({ doc, y, left, right }: { doc: PDFKit.PDFDocument; y: number; left: string; right: string }): void {
  doc.font("regular").fontSize(size.small).fillColor(ink.muted);
  const room = textWidth - doc.widthOfString(left) - 20;
  const fitted = shorten({ doc, text: right, room });
  doc.text(left, sheet.left, y, { lineBreak: false });
  doc.text(fitted, sheet.left + textWidth - doc.widthOfString(fitted), y, { lineBreak: false });
}

/** Cuts a long course title with an ellipsis: the cover has it in full. */
function shorten({ doc, text, room }: { doc: PDFKit.PDFDocument; text: string; room: number }): string {
  let kept = text;
  while (kept.length > 1 && doc.widthOfString(kept) > room) {
    kept = `${kept.slice(0, -2).trimEnd()}…`;
  }
  return kept;
}
