import type { Guide } from "@/content/guides/types";
import { ink, sheet, size, textWidth } from "@/features/guides/pdf/theme";
import type { GuideFacts } from "@/features/guides/rules";
import { formatDay } from "@/lib/dates";

/** Running head and foot of every page but the cover, as artifacts: a screen reader is spared them. */
export function drawFurniture({
  doc,
  guide,
  facts,
}: {
  doc: PDFKit.PDFDocument;
  guide: Guide;
  facts: GuideFacts;
}): void {
  const { count } = doc.bufferedPageRange();
  const checked = formatDay(new Date(guide.lastChecked));
  for (let page = 1; page < count; page += 1) {
    doc.switchToPage(page);
    doc.markContent("Artifact", { type: "Pagination" });
    doc.rect(0, 0, sheet.width, 8).fill(ink.accent);
    doc.rect(sheet.left, sheet.height - 48, textWidth, 0.8).fill(ink.rule);
    drawEnds({ doc, y: 30, left: guide.title, right: `${facts.courseTitle}, ${facts.term}` });
    drawEnds({
      doc,
      y: sheet.height - 40,
      left: `Last checked on ${checked} · Revision ${guide.revision.number}`,
      right: `${page + 1} of ${count}`,
    });
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
