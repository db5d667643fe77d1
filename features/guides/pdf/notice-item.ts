import type { GuideNotice, NoticeTone } from "@/content/guides/types";
import { type Item, measureItems, placeItems } from "@/features/guides/pdf/flow";
import { markdownItems, textItems } from "@/features/guides/pdf/markdown-items";
import { ink, size } from "@/features/guides/pdf/theme";

const looks: Record<NoticeTone, { word: string; edge: string; wash: string }> = {
  info: { word: "Good to know", edge: "#26467a", wash: "#e8eef8" },
  caution: { word: "Take care", edge: "#714400", wash: "#fbf0d9" },
  warning: { word: "Important", edge: "#931b1d", wash: "#fbe9e6" },
};
const padding = 12;

/** A notice on its wash, as one box. The tone is a word as well as a colour, for those who print in black. */
export function noticeItem({
  doc,
  notice,
  width,
}: {
  doc: PDFKit.PDFDocument;
  notice: GuideNotice;
  width: number;
}): Item {
  const look = looks[notice.tone];
  const inner = width - 2 * padding - 4;
  const items = [
    ...textItems({
      doc,
      width: inner,
      runs: [{ text: look.word, font: "bold" }],
      fontSize: size.small,
      colour: look.edge,
    }),
    ...textItems({ doc, width: inner, runs: [{ text: notice.title, font: "bold" }], gap: 1 }),
    ...markdownItems({ doc, width: inner, text: notice.body, headingTag: "P" }),
  ];
  const height = measureItems(items) + 2 * padding;
  return {
    kind: "box",
    gap: 16,
    height,
    draw: ({ x, y, parent }) => {
      doc.markContent("Artifact", { type: "Layout" });
      doc.rect(x, y, width, height).fill(look.wash);
      doc.rect(x, y, 4, height).fill(look.edge);
      doc.endMarkedContent();
      const element = doc.struct("Div");
      parent.add(element);
      placeItems({ doc, items, place: { x: x + 4 + padding, y: y + padding, parent: element } });
      element.end();
      doc.fillColor(ink.ink);
    },
  };
}
