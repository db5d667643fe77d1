import type { TextBlock } from "@/features/guides/pdf/text-layout";
import { lineHeight } from "@/features/guides/pdf/theme";

export type StructOptions = {
  title?: string;
  alt?: string;
  scope?: string;
  bbox?: [number, number, number, number];
};
export type Place = { x: number; y: number; parent: PDFKit.PDFStructureElement };

/**
 * What the handout is made of: boxes that are never torn, between marks that open and close elements of the structure tree. `gap` is the space before a
 * box (none at the top of a page); `keep` holds it together with the next.
 */
export type Item =
  | { kind: "box"; height: number; gap: number; keep?: boolean; draw: (place: Place) => void }
  | { kind: "open"; type: string; options?: StructOptions }
  | { kind: "close" };

/** Height of items placed one below the other, with the first gap left out. */
export function measureItems(items: readonly Item[]): number {
  let height = 0;
  for (const item of items) {
    if (item.kind === "box") {
      height += (height === 0 ? 0 : item.gap) + item.height;
    }
  }
  return height;
}

/** Draws items downwards from a place; `turnPage` is asked before a box with the height that must fit, and may answer with a new y. */
export function placeItems({
  doc,
  items,
  place,
  turnPage,
}: {
  doc: PDFKit.PDFDocument;
  items: readonly Item[];
  place: Place;
  turnPage?: (place: { y: number; needed: number }) => number | null;
}): void {
  const parents = [place.parent];
  let y = place.y;
  let atTop = true;
  items.forEach((item, index) => {
    const parent = parents.at(-1) ?? place.parent;
    if (item.kind === "open") {
      const element = doc.struct(item.type, item.options ?? {});
      parent.add(element);
      parents.push(element);
    } else if (item.kind === "close") {
      parents.pop()?.end();
    } else {
      const gap = atTop ? 0 : item.gap;
      const newY = turnPage?.({ y: y + gap, needed: heightOfChain(items, index) }) ?? null;
      y = newY ?? y + gap;
      item.draw({ x: place.x, y, parent });
      y += item.height;
      atTop = false;
    }
  });
}

function heightOfChain(items: readonly Item[], from: number): number {
  let height = 0;
  for (const item of items.slice(from)) {
    if (item.kind === "box") {
      height += (height === 0 ? 0 : item.gap) + item.height;
      if (!item.keep) {
        break;
      }
    }
  }
  return height;
}

/** Draws laid-out lines into a structure element: plain stretches as its content, links as Link elements with an annotation. */
export function drawText({ doc, block, place }: { doc: PDFKit.PDFDocument; block: TextBlock; place: Place }): void {
  const { fontSize, lines, colour } = block;
  lines.forEach((line, index) => {
    const top = place.y + index * lineHeight(fontSize) + (lineHeight(fontSize) - fontSize * 1.2) / 2;
    let x = place.x;
    for (const run of line) {
      doc.font(run.font).fontSize(fontSize);
      const width = doc.widthOfString(run.text);
      const at = x;
      const draw = () => {
        doc.font(run.font).fontSize(fontSize);
        doc
          .fillColor(run.link ? "#0a4951" : colour)
          .text(run.text, at, top, { lineBreak: false, underline: !!run.link });
      };
      if (run.link) {
        drawLink({
          doc,
          parent: place.parent,
          url: run.link,
          text: run.text,
          box: [at, top, width, fontSize * 1.25],
          draw,
        });
      } else {
        place.parent.add(draw);
      }
      x += width;
    }
  });
}

/** A link that a screen reader finds: content and annotation in one Link element. A url that begins with "#" is a place in the document. */
export function drawLink({
  doc,
  parent,
  url,
  text,
  box,
  draw,
}: {
  doc: PDFKit.PDFDocument;
  parent: PDFKit.PDFStructureElement;
  url: string;
  text: string;
  box: [number, number, number, number];
  draw: () => void;
}): void {
  const element = doc.struct("Link");
  parent.add(element);
  element.add(draw);
  // Not in pdfkit's published types: the element that the annotation belongs to. `Contents` is its text for those who cannot see it.
  const options = { structParent: element, Contents: new String(text.trim()) as string };
  const [x, y, width, height] = box;
  if (url.startsWith("#")) {
    doc.goTo(x, y, width, height, url.slice(1), options);
  } else {
    doc.link(x, y, width, height, url, options);
  }
  // Ended at once, while the page is the one that the annotation is on: pdfkit writes the current page into the reference.
  element.end();
}
