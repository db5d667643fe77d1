import { drawFurniture } from "@/features/guides/pdf/draw-furniture";
import { type Item, placeItems } from "@/features/guides/pdf/flow";
import { textItems } from "@/features/guides/pdf/markdown-items";
import { openDocument } from "@/features/guides/pdf/open-document";
import { ink, sheet, size, textWidth } from "@/features/guides/pdf/theme";
import { formatDay, formatInstant } from "@/lib/dates";
import type { SponsorReport } from "../rules";
import { offerItems } from "./offer-items";

const TITLE = "Sponsor’s report";

/**
 * The sponsor's report as a tagged PDF (1.7, marked as PDF/UA): counts, dates and sums of each offer, with bookmarks. It is made from the report
 * alone, which holds no name, no address, no file's name and no code. The same report gives the same bytes.
 */
export async function renderReport(report: SponsorReport): Promise<Uint8Array<ArrayBuffer>> {
  const { course, at, offers } = report;
  const name = `${course.title}, ${course.term}`;
  const counted = formatInstant(at, course.timeZone);
  const { doc, finished } = openDocument({
    title: `${TITLE}: ${name}`,
    author: course.title,
    subject: `Counts, dates and sums of the credits that the course gave, as of ${counted}.`,
    date: at,
  });
  const root = doc.struct("Document");
  doc.addStructure(root);
  const draw = (items: readonly Item[], title: string) => {
    doc.addPage();
    doc.outline.addItem(title);
    const element = doc.struct("Sect", { title });
    root.add(element);
    placeItems({ doc, items, place: { x: sheet.left, y: sheet.top, parent: element }, turnPage: turn(doc) });
    element.end();
  };
  const head = headItems({ doc, report, name, counted });
  const [first, ...others] = offers;
  // What is said of the course stands above its first offer.
  draw([...head, ...(first ? offerItems({ doc, offer: first, timeZone: course.timeZone }) : [])], first?.name ?? TITLE);
  for (const offer of others) draw(offerItems({ doc, offer, timeZone: course.timeZone }), offer.name);
  drawFurniture({ doc, from: 0, head: [TITLE, name], foot: `Counted on ${counted}` });
  root.end();
  doc.end();
  return finished;
}

const turn =
  (doc: PDFKit.PDFDocument) =>
  ({ y, needed }: { y: number; needed: number }): number | null => {
    if (y + needed <= sheet.height - sheet.bottom || y <= sheet.top) return null;
    doc.addPage();
    return sheet.top;
  };

function headItems({
  doc,
  report: { course, offers },
  name,
  counted,
}: {
  doc: PDFKit.PDFDocument;
  report: SponsorReport;
  name: string;
  counted: string;
}): Item[] {
  const text = (words: string) => textItems({ doc, width: textWidth, runs: [{ text: words, font: "regular" }] });
  const title = [{ text: TITLE, font: "bold" as const }];
  return [
    ...textItems({
      doc,
      width: textWidth,
      runs: title,
      tag: "H1",
      fontSize: size.page,
      colour: ink.accent,
      keep: true,
    }),
    ...textItems({ doc, width: textWidth, runs: [{ text: name, font: "bold" }], fontSize: 13 }),
    ...text(`The course runs from ${formatDay(course.startsOn)} to ${formatDay(course.endsOn)}.`),
    ...text(`Counts, dates and sums for those who gave the codes, as of ${counted}. It names nobody.`),
    ...(offers.length === 0 ? text("The course has no offer, so there is nothing to report yet.") : []),
  ];
}
