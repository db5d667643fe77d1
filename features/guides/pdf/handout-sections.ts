import type { Guide, GuideFigure, GuidePage } from "@/content/guides/types";
import { figureItem, screenshotItem } from "@/features/guides/pdf/figure-item";
import type { Item } from "@/features/guides/pdf/flow";
import { markdownItems, textItems } from "@/features/guides/pdf/markdown-items";
import { noticeItem } from "@/features/guides/pdf/notice-item";
import { ink, size, textWidth } from "@/features/guides/pdf/theme";
import { fillGuidePage, fillMarkdown, type GuideFacts, splitLead } from "@/features/guides/rules";
import { formatDay } from "@/lib/dates";
import { escapeMarkdown } from "@/lib/markdown";

export type HandoutSection = { slug: string; title: string; items: Item[] };

/** The handout's sections in order, each beginning on a page of its own: the guide's pages, then what is at the back. */
export function handoutSections({
  doc,
  guide,
  facts,
  images,
}: {
  doc: PDFKit.PDFDocument;
  guide: Guide;
  facts: GuideFacts;
  /** Screenshots as PNG, by their identifiers. */
  images: ReadonlyMap<string, Buffer>;
}): HandoutSection[] {
  const pages = guide.pages.map((page) => pageSection({ doc, guide, images, page: fillGuidePage({ page, facts }) }));
  return [...pages, backSection({ doc, guide, facts })];
}

function pageSection({
  doc,
  guide,
  page,
  images,
}: {
  doc: PDFKit.PDFDocument;
  guide: Guide;
  page: GuidePage;
  images: ReadonlyMap<string, Buffer>;
}): HandoutSection {
  const figure = page.figure ? guide.figures[page.figure] : undefined;
  const { lead, rest } = splitLead(page.body);
  const title = page.number === undefined ? page.title : `Step ${page.number}. ${page.title}`;
  return {
    slug: page.slug,
    title,
    items: [
      ...heading({ doc, title }),
      ...markdownItems({ doc, text: lead, width: textWidth, headingTag: "H3" }),
      ...(figure ? [drawFigure({ doc, figure, images })] : []),
      ...markdownItems({ doc, text: rest, width: textWidth, headingTag: "H3" }),
      ...page.notices.map((notice) => noticeItem({ doc, notice, width: textWidth })),
    ],
  };
}

function drawFigure({
  doc,
  figure,
  images,
}: {
  doc: PDFKit.PDFDocument;
  figure: GuideFigure;
  images: ReadonlyMap<string, Buffer>;
}): Item {
  const screenshot = figure.image && images.get(figure.image.id);
  return screenshot
    ? screenshotItem({ doc, figure, screenshot, width: textWidth })
    : figureItem({ doc, figure, width: textWidth });
}

function backSection({
  doc,
  guide,
  facts,
}: {
  doc: PDFKit.PDFDocument;
  guide: Guide;
  facts: GuideFacts;
}): HandoutSection {
  const title = "Other ways, further reading, and this guide";
  const { revision } = guide;
  const text = [
    ...guide.otherWays.flatMap((way) => [`## ${way.title}`, fillMarkdown({ text: way.body, facts })]),
    "## Further reading",
    guide.resources
      .map((each) => `- [${escapeMarkdown(each.title)}](${each.url}): ${escapeMarkdown(each.about)}`)
      .join("\n"),
    "## About this guide",
    `**Last checked on ${formatDay(new Date(guide.lastChecked))}.** ${escapeMarkdown(guide.howChecked)}`,
    `Revision ${revision.number}, updated on ${formatDay(new Date(revision.date))} by ${escapeMarkdown(revision.author)}; created on ${formatDay(new Date(guide.created))}. ${escapeMarkdown(revision.change)}`,
    `Labels: ${escapeMarkdown(guide.labels.join(", "))}`,
  ].join("\n\n");
  return {
    slug: "about-this-guide",
    title,
    items: [...heading({ doc, title }), ...markdownItems({ doc, text, width: textWidth, headingTag: "H3" })],
  };
}

function heading({ doc, title }: { doc: PDFKit.PDFDocument; title: string }): Item[] {
  const runs = [{ text: title, font: "bold" as const }];
  return textItems({ doc, width: textWidth, runs, tag: "H2", fontSize: size.page, colour: ink.accent, keep: true });
}
