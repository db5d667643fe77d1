import type { Guide } from "@/content/guides/types";
import { drawLink, drawText, type Place, placeItems } from "@/features/guides/pdf/flow";
import { textItems } from "@/features/guides/pdf/markdown-items";
import { layoutText, type Run } from "@/features/guides/pdf/text-layout";
import { ink, lineHeight, sheet, size, textWidth } from "@/features/guides/pdf/theme";
import { fillText, type GuideFacts } from "@/features/guides/rules";

export type ContentsEntry = { title: string; page: number; target: string };

const bandHeight = 300;
const tabs = { count: 8, height: 84, torn: 4 };

/** The first page: it also is the handout's thumbnail, so title, course and amount must be legible at 250 pixels. */
export function drawCover({
  doc,
  guide,
  facts,
  entries,
  parent,
}: {
  doc: PDFKit.PDFDocument;
  guide: Guide;
  facts: GuideFacts;
  entries: readonly ContentsEntry[];
  parent: PDFKit.PDFStructureElement;
}): void {
  doc.markContent("Artifact", { type: "Layout" });
  doc.rect(0, 0, sheet.width, bandHeight).fill(ink.accent);
  drawTabs(doc);
  doc.endMarkedContent();

  const band: [string, string, Run["font"], number, number][] = [
    ["P", `${facts.courseTitle} · ${facts.term}`, "bold", 15, 0],
    ["H1", guide.title, "bold", size.title, 8],
    ["P", guide.summary, "regular", 14, 10],
  ];
  placeItems({
    doc,
    items: band.flatMap(([tag, text, font, fontSize, gap]) =>
      textItems({ doc, width: textWidth, runs: [{ text, font }], tag, fontSize, gap, colour: ink.white }),
    ),
    place: { x: sheet.left, y: 64, parent },
  });
  const factsEnd = drawFacts({ doc, facts, place: { x: sheet.left, y: bandHeight + 26, parent } });
  drawContents({ doc, entries, place: { x: sheet.left, y: factsEnd + 22, parent } });
}

function drawFacts({ doc, facts, place }: { doc: PDFKit.PDFDocument; facts: GuideFacts; place: Place }): number {
  const rows: [string, string, string?][] = [
    ["Credit", fillText({ text: "{{offerName}}, {{amount}}", facts })],
    ["Last day to redeem", fillText({ text: "{{lastDayToRedeem}} ({{timeZone}})", facts })],
    ["Whom to ask", `${facts.contactName}, `, facts.contactAddress],
  ];
  let y = place.y;
  for (const [name, value, address] of rows) {
    const runs: Run[] = [{ text: value, font: "bold" }];
    if (address) {
      runs.push({ text: address, font: "bold", link: `mailto:${address}` });
    }
    const label = layoutText({
      doc,
      runs: [{ text: name, font: "regular" }],
      width: 130,
      fontSize: 13,
      colour: ink.muted,
    });
    const fact = layoutText({ doc, runs, width: textWidth - 140, fontSize: 13, colour: ink.ink });
    const element = doc.struct("P");
    place.parent.add(element);
    drawText({ doc, block: label, place: { x: place.x, y, parent: element } });
    drawText({ doc, block: fact, place: { x: place.x + 140, y, parent: element } });
    element.end();
    y += Math.max(label.height, fact.height) + 3;
  }
  return y;
}

function drawContents({
  doc,
  entries,
  place,
}: {
  doc: PDFKit.PDFDocument;
  entries: readonly ContentsEntry[];
  place: Place;
}): void {
  doc.markContent("Artifact", { type: "Layout" });
  doc.rect(place.x, place.y - 10, textWidth, 1).fill(ink.rule);
  doc.endMarkedContent();
  const toc = doc.struct("TOC");
  place.parent.add(toc);
  const fontSize = 11.5;
  entries.forEach((entry, index) => {
    const y = place.y + index * 22;
    const item = doc.struct("TOCI");
    toc.add(item);
    const reference = doc.struct("Reference");
    item.add(reference);
    const page = `${entry.page}`;
    drawLink({
      doc,
      parent: reference,
      url: `#${entry.target}`,
      text: `${entry.title}, page ${page}`,
      box: [place.x, y, textWidth, lineHeight(fontSize)],
      draw: () => {
        doc.font("regular").fontSize(fontSize).fillColor(ink.ink);
        doc.text(`${entry.title} `, place.x, y, { lineBreak: false });
        doc.text(page, place.x + textWidth - doc.widthOfString(page), y, { lineBreak: false });
      },
    });
    reference.end();
    item.end();
  });
  toc.end();
}

/** Tear-off tabs along the lower edge, as on the portal's leaflet. One is gone: it was somebody's. There is nothing on them to read. */
function drawTabs(doc: PDFKit.PDFDocument): void {
  const width = sheet.width / tabs.count;
  const top = sheet.height - tabs.height;
  doc.rect(0, top, sheet.width, tabs.height).fill(ink.wash);
  doc.rect(tabs.torn * width, top, width, tabs.height).fill(ink.white);
  doc.lineWidth(0.8).strokeColor(ink.line);
  doc.moveTo(0, top).lineTo(sheet.width, top).dash(4, { space: 4 }).stroke().undash();
  for (let index = 1; index < tabs.count; index += 1) {
    doc
      .moveTo(index * width, top)
      .lineTo(index * width, sheet.height)
      .stroke();
  }
  for (let index = 0; index < tabs.count; index += 1) {
    for (let dot = 0; index !== tabs.torn && dot < 4; dot += 1) {
      doc.circle((index + 0.5) * width, top + 20 + dot * 15, 3).fill(ink.accent);
    }
  }
}
