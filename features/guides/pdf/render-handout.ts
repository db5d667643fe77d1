import PDFDocument from "pdfkit";
import type { Guide } from "@/content/guides/types";
import { type ContentsEntry, drawCover } from "@/features/guides/pdf/draw-cover";
import { drawFurniture } from "@/features/guides/pdf/draw-furniture";
import { placeItems } from "@/features/guides/pdf/flow";
import { loadFonts } from "@/features/guides/pdf/fonts";
import { type HandoutSection, handoutSections } from "@/features/guides/pdf/handout-sections";
import { sheet } from "@/features/guides/pdf/theme";
import type { GuideFacts } from "@/features/guides/rules";

/**
 * The handout of a guide for one offer: tagged PDF (1.7, marked as PDF/UA), English, with bookmarks and alternative texts, a page or more for each page
 * of the guide. It is made from the facts alone, which hold no code. The same guide and facts give the same bytes.
 */
export async function renderHandout({
  guide,
  facts,
  images = new Map(),
}: {
  guide: Guide;
  facts: GuideFacts;
  images?: ReadonlyMap<string, Buffer>;
}): Promise<Uint8Array<ArrayBuffer>> {
  const doc = openDocument({ guide, facts });
  const finished = collect(doc);
  const root = doc.struct("Document");
  doc.addStructure(root);

  doc.addPage();
  doc.outline.addItem("Cover and contents");
  const cover = doc.struct("Sect", { title: guide.title });
  root.add(cover);
  const entries = handoutSections({ doc, guide, facts, images }).map((section) => drawSection({ doc, section, root }));

  // The contents know their page numbers only now; the section stands first in the reading order all the same.
  doc.switchToPage(0);
  drawCover({ doc, guide, facts, entries, parent: cover });
  cover.end();
  drawFurniture({ doc, guide, facts });
  root.end();
  doc.end();
  return finished;
}

function openDocument({ guide, facts }: { guide: Guide; facts: GuideFacts }): PDFKit.PDFDocument {
  const title = `${guide.title}: ${facts.courseTitle}, ${facts.term}`;
  const options: PDFKit.PDFDocumentOptions = {
    size: [sheet.width, sheet.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: title,
      Author: facts.courseTitle,
      Subject: guide.summary,
      Creator: "Bursar",
      // Not the clock: a handout that nobody changed is the same file.
      CreationDate: new Date(guide.revision.date),
      ModDate: new Date(guide.revision.date),
    },
  };
  // The published types do not know this subset yet.
  const doc = new PDFDocument(Object.assign(options, { subset: "PDF/UA" }));
  escapeMetadata({ doc, texts: [title, facts.courseTitle, guide.summary] });
  for (const [name, font] of Object.entries(loadFonts())) {
    doc.registerFont(name, font);
  }
  return doc;
}

/** pdfkit 0.20 writes these texts into its XML unescaped, so that a course named "R & D" would make the metadata unreadable. */
function escapeMetadata({ doc, texts }: { doc: PDFKit.PDFDocument; texts: readonly string[] }): void {
  const append = doc.appendXML.bind(doc);
  doc.appendXML = (xml, newLine) => {
    const text = texts.find((each) => xml.includes(`>${each}<`));
    append(text === undefined ? xml : xml.replace(`>${text}<`, () => `>${escapeXml(text)}<`), newLine);
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function drawSection({
  doc,
  section,
  root,
}: {
  doc: PDFKit.PDFDocument;
  section: HandoutSection;
  root: PDFKit.PDFStructureElement;
}): ContentsEntry {
  doc.addPage();
  doc.addNamedDestination(section.slug, "XYZ", null, 0, null);
  doc.outline.addItem(section.title);
  const page = doc.bufferedPageRange().count;
  const element = doc.struct("Sect", { title: section.title });
  root.add(element);
  placeItems({
    doc,
    items: section.items,
    place: { x: sheet.left, y: sheet.top, parent: element },
    turnPage: ({ y, needed }) => {
      if (y + needed <= sheet.height - sheet.bottom || y <= sheet.top) {
        return null;
      }
      doc.addPage();
      return sheet.top;
    },
  });
  element.end();
  return { title: section.title, page, target: section.slug };
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });
}
