import type { Guide } from "@/content/guides/types";
import { type ContentsEntry, drawCover } from "@/features/guides/pdf/draw-cover";
import { drawFurniture } from "@/features/guides/pdf/draw-furniture";
import { placeItems } from "@/features/guides/pdf/flow";
import { type HandoutSection, handoutSections } from "@/features/guides/pdf/handout-sections";
import { openDocument } from "@/features/guides/pdf/open-document";
import { sheet } from "@/features/guides/pdf/theme";
import type { GuideFacts } from "@/features/guides/rules";
import { formatDay } from "@/lib/dates";

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
  const { doc, finished } = openDocument({
    title: `${guide.title}: ${facts.courseTitle}, ${facts.term}`,
    author: facts.courseTitle,
    subject: guide.summary,
    // Not the clock: a handout that nobody changed is the same file.
    date: new Date(guide.revision.date),
  });
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
  drawFurniture({
    doc,
    from: 1,
    head: [guide.title, `${facts.courseTitle}, ${facts.term}`],
    foot: `Last checked on ${formatDay(new Date(guide.lastChecked))} · Revision ${guide.revision.number}`,
  });
  root.end();
  doc.end();
  return finished;
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
