import { findGuideProblems, type GuideProblem, OWN_PAGE_PREFIX } from "@/content/guides/contract";
import type { EditableGuide, GuideFigure, GuidePage, GuideReference } from "@/content/guides/types";
import { renderMarkdown } from "@/lib/markdown";
import { numberSlug, toSlug } from "@/lib/slug";
import { figureOf, findPage } from "../revisions/rules";
import { fillGuidePage, type GuideFacts, splitLead } from "../rules";
import type { TypedAbout, TypedNewPage, TypedPage } from "./schema";

/** Puts right what follows from the rest: numbers of steps and figures by order, no figure and no reference without its page. */
export function settleGuide(guide: EditableGuide): EditableGuide {
  let step = 0;
  const pages = guide.pages.map((page) => {
    if (page.number === undefined) return page;
    step += 1;
    return { ...page, number: step };
  });
  const shown = pages.flatMap(({ figure }) => figure ?? []);
  const figures = Object.fromEntries(
    Object.entries(guide.figures)
      .filter(([key]) => shown.includes(key))
      .map(([key, figure]) => [key, { ...figure, number: shown.indexOf(key) + 1 }]),
  );
  const related = guide.related.filter(
    ({ page, offer }) => page === undefined || offer !== undefined || pages.some(({ slug }) => slug === page),
  );
  return { ...guide, pages, figures, related };
}

/** The values of a page's form. */
export function writePageForm(guide: EditableGuide, page: GuidePage): Record<string, string> {
  const figure = figureOf(guide, page);
  const notices = page.notices.flatMap((notice, index) => [
    [`noticeTone${index + 1}`, notice.tone],
    [`noticeTitle${index + 1}`, notice.title],
    [`noticeBody${index + 1}`, notice.body.trim()],
  ]);
  return {
    title: page.title,
    summary: page.summary,
    body: page.body.trim(),
    done: page.done ?? "",
    caption: figure?.title ?? "",
    marks: figure?.callOuts.map(({ label }) => label).join("\n") ?? "",
    ...Object.fromEntries(notices),
  };
}

/** A page with the words that were typed. Null when the guide has no such page. */
export function applyPage(guide: EditableGuide, slug: string, typed: TypedPage): EditableGuide | null {
  const page = findPage(guide, slug);
  if (!page) {
    return null;
  }
  const { title, summary, notices, done } = typed;
  const changed: GuidePage = {
    ...page,
    ...{ title, summary, notices },
    body: keepSpace(page.body, typed.body),
    done: done === "" && page.done === undefined ? undefined : done,
  };
  const figure = figureOf(guide, page);
  const figures =
    page.figure && figure ? { ...guide.figures, [page.figure]: applyFigure(figure, typed) } : guide.figures;
  const related = guide.related.map((each) =>
    each.page === slug && each.title === page.title ? { ...each, title } : each,
  );
  return { ...guide, figures, related, pages: guide.pages.map((each) => (each === page ? changed : each)) };
}

/** A textarea drops nothing and people see no blank edge: what differs only there has not changed. */
function keepSpace(before: string, typed: string): string {
  return before.trim() === typed.trim() ? before : `\n${typed.trim()}\n`;
}

function applyFigure(figure: GuideFigure, { caption, marks }: TypedPage): GuideFigure {
  const labels = marks.split("\n").flatMap((text) => text.trim() || []);
  const drawn = figure.image?.before?.callOuts ?? figure.callOuts;
  const callOuts = labels.map((label, index) => ({ x: 0, y: 0, ...drawn[index], number: index + 1, label }));
  return { ...figure, title: caption, callOuts };
}

/** What is wrong with a numbered list: a drawing has its marks drawn in, and only a screenshot may have more or fewer. */
export function judgeMarks(guide: EditableGuide, slug: string, typed: TypedPage): string | null {
  const page = findPage(guide, slug);
  const figure = page && figureOf(guide, page);
  const count = typed.marks.split("\n").filter((text) => text.trim() !== "").length;
  if (figure?.image && count > 9) {
    return "A figure has nine numbered marks at most.";
  }
  if (!figure || figure.image || count === figure.callOuts.length) {
    return null;
  }
  return `The drawing has ${figure.callOuts.length} numbered marks: write as many lines, one for each.`;
}

export type Edit = { ok: true; guide: EditableGuide } | { ok: false; sentence: string };

/** Moves a page one place. Refuses beyond the ends. */
export function movePage(guide: EditableGuide, slug: string, to: "up" | "down"): Edit {
  const from = guide.pages.findIndex((page) => page.slug === slug);
  const target = from + (to === "up" ? -1 : 1);
  const pages = [...guide.pages];
  const [page, other] = [pages[from], pages[target]];
  if (!page || !other) {
    return { ok: false, sentence: "It cannot go any further." };
  }
  pages[from] = other;
  pages[target] = page;
  return { ok: true, guide: { ...guide, pages } };
}

/** Takes a page out. Earlier revisions keep it. */
export function removePage(guide: EditableGuide, slug: string): Edit {
  const pages = guide.pages.filter((page) => page.slug !== slug);
  return pages.length < guide.pages.length
    ? { ok: true, guide: { ...guide, pages } }
    : { ok: false, sentence: "This page is gone already." };
}

/** Adds a step behind a page. `taken` are the slugs that this offer's guide ever had: progress is kept by them. */
export function addPage(guide: EditableGuide, typed: TypedNewPage, taken: readonly string[]): Edit & { slug: string } {
  const base = `${OWN_PAGE_PREFIX}${toSlug(typed.title, "step")}`;
  const used = new Set([...taken, ...guide.pages.map((page) => page.slug)]);
  let attempt = 1;
  while (used.has(numberSlug(base, attempt))) attempt += 1;
  const slug = numberSlug(base, attempt);
  const at = guide.pages.findIndex((page) => page.slug === typed.after);
  if (at === -1) {
    return { ok: false, slug, sentence: "The page that it should follow was taken out meanwhile. Choose another one." };
  }
  const { title, summary, done } = typed;
  const page: GuidePage = {
    ...{ kind: "step", number: 1, slug, title, summary, body: `\n${typed.body.trim()}\n`, notices: [] },
    ...(done !== "" && { done }),
  };
  return { ok: true, slug, guide: { ...guide, pages: guide.pages.toSpliced(at + 1, 0, page) } };
}

/** A reference as the form's lists send it: "page:SLUG" or "offer:SLUG". */
export function writeReference({ page, offer }: GuideReference): string {
  return offer === undefined ? `page:${page ?? ""}` : `offer:${offer}`;
}

/** The values of the form of the guide as a whole. */
export function writeAbout(guide: EditableGuide): Record<string, string> {
  return {
    title: guide.title,
    summary: guide.summary,
    labels: guide.labels.join(", "),
    howChecked: guide.howChecked,
    ...Object.fromEntries(guide.related.map((each, index) => [`related${index + 1}`, writeReference(each)])),
  };
}

/** The guide as a whole with what was typed. References that are not among `choices` are left out. */
export function applyAbout(guide: EditableGuide, typed: TypedAbout, choices: readonly GuideReference[]): EditableGuide {
  const asked = [typed.related1, typed.related2, typed.related3, typed.related4, typed.related5, typed.related6];
  const known = [...guide.related, ...choices];
  const related = [...new Set(asked)].flatMap((text) => known.find((each) => writeReference(each) === text) ?? []);
  const labels = [...new Set(typed.labels.split(",").map((label) => label.trim()))].filter((label) => label !== "");
  const { title, summary, howChecked } = typed;
  return { ...guide, title, summary, howChecked, labels, related };
}

const READ_THROUGH = "The course's instructors have gone through this guide.";

/** The guide as checked on that day. The provider's sentence on how it was checked would not be true of it; the course's own stays. */
export function markChecked(guide: EditableGuide, { day, template }: { day: string; template: EditableGuide }) {
  const howChecked = guide.howChecked === template.howChecked ? READ_THROUGH : guide.howChecked;
  return { ...guide, lastChecked: day, howChecked };
}

/** A page as participants would see it, with its Markdown made and cleaned, and what keeps it from being saved. */
export type PagePreview = {
  title: string;
  lead: string;
  rest: string;
  notices: { tone: GuidePage["notices"][number]["tone"]; title: string; html: string }[];
  done: string;
  problems: string[];
};

/** What the words of a page would look like. */
export function previewPage({
  guide,
  slug,
  facts,
}: {
  guide: EditableGuide;
  slug: string;
  facts: GuideFacts;
}): PagePreview | null {
  const found = findPage(guide, slug);
  if (!found) {
    return null;
  }
  const page = fillGuidePage({ page: found, facts });
  const { lead, rest } = splitLead(page.body);
  return {
    title: page.title,
    lead: renderMarkdown(lead),
    rest: rest === "" ? "" : renderMarkdown(rest),
    notices: page.notices.map(({ tone, title, body }) => ({ tone, title, html: renderMarkdown(body) })),
    done: page.done ?? "",
    problems: problemsOf(guide, slug).map(({ sentence }) => sentence),
  };
}

function problemsOf(guide: EditableGuide, slug: string): GuideProblem[] {
  return findGuideProblems(settleGuide(guide)).filter(({ page }) => page === slug || page === null);
}

/** What the address of the next page says of a save: a name from the desk's notices. */
export function sayOutcome(
  saved: { ok: true; value: { changed: boolean } } | { ok: false; reason: string },
  done: string,
): string {
  if (!saved.ok) {
    return `refused=${saved.reason === "changed" ? "guide-changed" : "guide-contract"}`;
  }
  return `done=${saved.value.changed || done === "guide-checked" ? done : "guide-unchanged"}`;
}
