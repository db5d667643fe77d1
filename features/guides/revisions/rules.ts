import type { EditableGuide, GuideFigure, GuidePage, NoticeTone } from "@/content/guides/types";
import { diffTexts, type WordPart } from "@/lib/word-difference";

/** A part of a page whose words differ. */
export type FieldDifference = { label: string; parts: WordPart[] };

/** A page that differs between two guides; `slug` is null for what belongs to the guide as a whole. */
export type PageDifference = {
  slug: string | null;
  title: string;
  state: "changed" | "added" | "removed";
  fields: FieldDifference[];
};

const TONES: Record<NoticeTone, string> = { info: "Good to know", caution: "Take care", warning: "Important" };

/** Where two guides differ, the guide itself first, then page by page in the order of the later one, and last what was taken out. */
export function compareGuides(before: EditableGuide, after: EditableGuide): PageDifference[] {
  const about = [...compareAbout(before, after), ...compareOrder(before, after)];
  const pages = after.pages.flatMap((page) => comparePage({ before, after, slug: page.slug }) ?? []);
  const gone = before.pages.filter(({ slug }) => !after.pages.some((page) => page.slug === slug));
  return [
    ...(about.length > 0 ? [{ slug: null, title: "About the guide", state: "changed" as const, fields: about }] : []),
    ...pages,
    ...gone.flatMap(({ slug }) => comparePage({ before, after, slug }) ?? []),
  ];
}

/** What differs in one page with its figure; null where nothing does. */
export function comparePage({
  before,
  after,
  slug,
}: {
  before: EditableGuide;
  after: EditableGuide;
  slug: string;
}): PageDifference | null {
  const [old, young] = [findPage(before, slug), findPage(after, slug)];
  const fields = compareTexts(
    old ? writePage(old, figureOf(before, old)) : {},
    young ? writePage(young, figureOf(after, young)) : {},
  );
  const state = !old ? "added" : !young ? "removed" : "changed";
  return fields.length > 0 ? { slug, title: (young ?? old)?.title ?? "", state, fields } : null;
}

/** True where a page with its figure reads the same in both guides, or is in neither. */
export function isSamePage(one: EditableGuide, other: EditableGuide, slug: string): boolean {
  return comparePage({ before: one, after: other, slug }) === null;
}

/** True where what belongs to the guide as a whole reads the same in both. */
export function isSameAbout(one: EditableGuide, other: EditableGuide): boolean {
  return compareTexts(writeAbout(one), writeAbout(other)).length === 0;
}

/** What differs in the guide as a whole. */
export function compareAbout(before: EditableGuide, after: EditableGuide): FieldDifference[] {
  return compareTexts(writeAbout(before), writeAbout(after));
}

/** The page of that slug. */
export function findPage(guide: EditableGuide, slug: string): GuidePage | undefined {
  return guide.pages.find((page) => page.slug === slug);
}

/** The figure that a page shows. */
export function figureOf(guide: EditableGuide, page: GuidePage): GuideFigure | undefined {
  return page.figure === undefined ? undefined : guide.figures[page.figure];
}

function compareTexts(before: Record<string, string>, after: Record<string, string>): FieldDifference[] {
  const labels = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return labels.flatMap((label) => {
    const [old, young] = [before[label] ?? "", after[label] ?? ""];
    return old === young ? [] : [{ label, parts: diffTexts(old, young) }];
  });
}

/** A page in words, by the names of its parts; what only the order decides, such as a step's number, is left out. */
function writePage(page: GuidePage, figure: GuideFigure | undefined): Record<string, string> {
  const notices = page.notices.map((notice, index) => [
    `Notice ${index + 1}`,
    `${TONES[notice.tone]}: ${notice.title}\n\n${notice.body.trim()}`,
  ]);
  return {
    Title: page.title,
    Summary: page.summary,
    Words: page.body.trim(),
    Button: page.done ?? "",
    ...Object.fromEntries(notices),
    ...(figure && writeFigure(figure)),
  };
}

function writeFigure({ title, callOuts, image, shapes, description }: GuideFigure): Record<string, string> {
  return {
    Caption: title,
    "Numbered list": callOuts.map(({ number, label }) => `${number}. ${label}`).join("\n"),
    Picture: image ? `Screenshot ${image.id.slice(-6)}: ${image.alt}` : `Drawing: ${description}`,
    // A drawing has no words; that it is another one can only be told.
    Drawing: shapes.length > 0 ? `${shapes.length} shapes` : "",
  };
}

function writeAbout(guide: EditableGuide): Record<string, string> {
  return {
    Title: guide.title,
    Summary: guide.summary,
    Labels: guide.labels.join(", "),
    "Related guides": guide.related.map(({ title }) => title).join("\n"),
    "Last checked": guide.lastChecked,
    "How it was checked": guide.howChecked,
  };
}

/** Another order of the pages that both have: one that came or went is told by itself. */
function compareOrder(before: EditableGuide, after: EditableGuide): FieldDifference[] {
  const order = (guide: EditableGuide, other: EditableGuide) =>
    guide.pages.flatMap(({ slug }) => findPage(other, slug) && (findPage(after, slug)?.title ?? [])).join("\n");
  return compareTexts({ "Order of the pages": order(before, after) }, { "Order of the pages": order(after, before) });
}
