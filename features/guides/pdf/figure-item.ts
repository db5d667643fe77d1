import type { FigureShape, GuideFigure } from "@/content/guides/types";
import { type Item, measureItems, placeItems } from "@/features/guides/pdf/flow";
import { textItems } from "@/features/guides/pdf/markdown-items";
import { figureInk, ink } from "@/features/guides/pdf/theme";
import { describeFigure } from "@/features/guides/rules";

const columnGap = 20;

/** A figure with its call-outs beside it, as one box: the same shapes as on the page, the description as alternative text. */
export function figureItem({
  doc,
  figure,
  width,
}: {
  doc: PDFKit.PDFDocument;
  figure: GuideFigure;
  width: number;
}): Item {
  const figureWidth = Math.min(264, width * 0.6);
  const scale = figureWidth / figure.width;
  const caption = captionItems({ doc, figure, width: width - figureWidth - columnGap });
  const height = figure.height * scale;
  return {
    kind: "box",
    gap: 18,
    height: Math.max(height, measureItems(caption)),
    draw: ({ x, y, parent }) => {
      const options = {
        alt: `Figure ${figure.number}. ${figure.title}. ${describeFigure(figure)}`,
        bbox: [x, y, x + figureWidth, y + height] as [number, number, number, number],
      };
      const element = doc.struct("Figure", options);
      parent.add(element);
      element.add(() => {
        doc.save();
        doc.translate(x, y).scale(scale);
        for (const shape of figure.shapes) {
          drawShape(doc, shape);
        }
        for (const mark of figure.callOuts) {
          drawMark(doc, mark);
        }
        doc.restore();
      });
      element.end();
      placeItems({ doc, items: caption, place: { x: x + figureWidth + columnGap, y, parent } });
    },
  };
}

const TALLEST = 340;

/** A screenshot in a figure's place, as wide as the text where its height allows, with the caption below it. */
export function screenshotItem({
  doc,
  figure,
  screenshot,
  width,
}: {
  doc: PDFKit.PDFDocument;
  figure: GuideFigure;
  screenshot: Buffer;
  width: number;
}): Item {
  const size = figure.image ?? figure;
  const scale = Math.min(width / size.width, TALLEST / size.height, 1);
  const [shownWidth, shownHeight] = [size.width * scale, size.height * scale];
  const caption = captionItems({ doc, figure, width });
  return {
    kind: "box",
    gap: 18,
    height: shownHeight + 8 + measureItems(caption),
    draw: ({ x, y, parent }) => {
      const options = {
        alt: `Figure ${figure.number}. ${figure.title}. ${describeFigure(figure)}`,
        bbox: [x, y, x + shownWidth, y + shownHeight] as [number, number, number, number],
      };
      const element = doc.struct("Figure", options);
      parent.add(element);
      element.add(() => {
        doc.image(screenshot, x, y, { width: shownWidth, height: shownHeight });
        doc.rect(x, y, shownWidth, shownHeight).lineWidth(0.6).stroke(ink.line);
      });
      element.end();
      placeItems({ doc, items: caption, place: { x, y: y + shownHeight + 8, parent } });
    },
  };
}

function captionItems({ doc, figure, width }: { doc: PDFKit.PDFDocument; figure: GuideFigure; width: number }): Item[] {
  const common = { doc, width, fontSize: 10, colour: ink.muted };
  return [
    ...textItems({
      ...common,
      runs: [{ text: `Figure ${figure.number}. ${figure.title}`, font: "bold" }],
      tag: "Caption",
      colour: ink.ink,
    }),
    ...(figure.callOuts.length > 0 ? markItems({ doc, figure, width }) : []),
  ];
}

function markItems({ doc, figure, width }: { doc: PDFKit.PDFDocument; figure: GuideFigure; width: number }): Item[] {
  const common = { doc, width, fontSize: 10, colour: ink.muted };
  return [
    { kind: "open", type: "L" },
    ...figure.callOuts.flatMap((mark): Item[] => [
      { kind: "open", type: "LI" },
      ...textItems({
        ...common,
        runs: [{ text: `${mark.number}`, font: "bold" }],
        tag: "Lbl",
        colour: ink.accent,
        gap: 6,
      }).map(asMarker),
      ...textItems({ ...common, runs: [{ text: mark.label, font: "regular" }], tag: "LBody", indent: 16, gap: 0 }),
      { kind: "close" },
    ]),
    { kind: "close" },
  ];
}

/** A marker takes no height: its text stands beside it. */
function asMarker(item: Item): Item {
  return item.kind === "box" ? { ...item, height: 0, keep: true } : item;
}

function drawShape(doc: PDFKit.PDFDocument, shape: FigureShape): void {
  if (shape.kind === "text") {
    drawLabel(doc, { ...shape, colour: figureInk[shape.fill], bold: shape.bold ?? false });
    return;
  }
  doc.lineWidth(1);
  if (shape.kind === "line") {
    doc
      .moveTo(...shape.from)
      .lineTo(...shape.to)
      .stroke(figureInk[shape.stroke]);
    return;
  }
  doc.roundedRect(shape.x, shape.y, shape.width, shape.height, shape.radius ?? 0);
  if (shape.fill && shape.stroke) {
    doc.fillAndStroke(figureInk[shape.fill], figureInk[shape.stroke]);
  } else if (shape.fill) {
    doc.fill(figureInk[shape.fill]);
  } else {
    doc.stroke(figureInk[shape.stroke ?? "line"]);
  }
}

function drawMark(doc: PDFKit.PDFDocument, { number, x, y }: { number: number; x: number; y: number }): void {
  doc.circle(x, y, 11).lineWidth(2.5).fillAndStroke(figureInk.accent, figureInk.paper);
  drawLabel(doc, {
    text: `${number}`,
    x,
    y: y + 5,
    size: 14,
    bold: true,
    anchor: "middle",
    colour: figureInk["on-accent"],
  });
}

function drawLabel(
  doc: PDFKit.PDFDocument,
  label: {
    text: string;
    x: number;
    y: number;
    size: number;
    bold: boolean;
    anchor?: "start" | "middle" | "end";
    colour: string;
  },
): void {
  doc.font(label.bold ? "bold" : "regular").fontSize(label.size);
  const width = doc.widthOfString(label.text);
  const shift = label.anchor === "middle" ? width / 2 : label.anchor === "end" ? width : 0;
  doc.fillColor(label.colour).text(label.text, label.x - shift, label.y, { lineBreak: false, baseline: "alphabetic" });
}
