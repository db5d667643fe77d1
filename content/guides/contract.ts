import { findPlaceholders, isPlaceholder, type PlaceholderName, placeholders } from "@/content/guides/placeholders";
import type { EditableGuide, GuidePage, GuidePageKind } from "@/content/guides/types";
import { type MarkdownNode, parseMarkdown } from "@/lib/markdown";

/** What a guide lacks: on which page (null: in the guide as a whole), in which part of it, and a sentence that says what to mend. */
export type GuideProblem = { page: string | null; part: GuidePart; sentence: string };

export type GuidePart =
  | "title"
  | "summary"
  | "body"
  | "done"
  | "notices"
  | "marks"
  | "caption"
  | "alt"
  | "labels"
  | "related"
  | "howChecked"
  | "order";

/** Begins the slugs of pages that a course adds, and of no page of a registered guide: the two can never meet. */
export const OWN_PAGE_PREFIX = "own-";

const KINDS: Record<GuidePageKind, string> = {
  before: "what to have before one starts",
  step: "a step at the provider",
  verify: "how to check that the credit has arrived",
  budget: "how to guard one's bill",
  coverage: "what the credit covers",
  failure: "what to do when redeeming fails",
  "sign-out": "signing out",
};

/** Facts that every guide must say somewhere, each by its placeholder. */
const NEEDED: Partial<Record<PlaceholderName, string>> = {
  expiryNotice: "when the credit ends",
  lastDayToRedeem: "which day is the last to redeem",
  contactAddress: "where to ask",
  amount: "how much the credit is",
  budgetTable: "the four alerts",
};

/** Letters below which a description of a screenshot says too little. */
const SHORTEST_ALT = 20;

/** Everything that keeps a guide from the contract, in the order of its pages; nothing for a guide that may be shown. */
export function findGuideProblems(guide: EditableGuide): GuideProblem[] {
  return [
    ...checkWhole(guide),
    ...checkOrder(guide),
    ...guide.pages.flatMap((page) => [...checkPage(page), ...checkFigure(guide, page)]),
    ...checkNeeded(guide),
  ];
}

function checkWhole({ title, summary, howChecked, labels, related, pages }: EditableGuide): GuideProblem[] {
  const problems: GuideProblem[] = [];
  const add = (part: GuidePart, sentence: string) => problems.push({ page: null, part, sentence });
  if (title.trim() === "") add("title", "Give the guide a title.");
  if (summary.trim() === "") add("summary", "Say in a sentence what the guide is for.");
  if (howChecked.trim() === "") add("howChecked", "Say how the guide was checked, even if it was only read through.");
  if (labels.length === 0) add("labels", "Give the guide one label at least, such as AWS.");
  for (const [part, text] of Object.entries({ title, summary, howChecked, labels: labels.join(" ") })) {
    const found = findPlaceholders(text)[0];
    if (found !== undefined) add(part as GuidePart, `Write this without {{${found}}}: it is shown as it stands.`);
  }
  for (const reference of related.filter((each) => each.page !== undefined && each.offer === undefined)) {
    if (!pages.some(({ slug }) => slug === reference.page)) {
      add("related", `“${reference.title}” is no page of this guide. Choose another one.`);
    }
  }
  return problems;
}

function checkOrder({ pages }: EditableGuide): GuideProblem[] {
  const problems: GuideProblem[] = [];
  const add = (sentence: string) => problems.push({ page: null, part: "order", sentence });
  if (new Set(pages.map(({ slug }) => slug)).size < pages.length) {
    add("Two pages have the same address. Take one of them out, and add it anew.");
  }
  if (pages[0]?.kind !== "before") {
    add("A guide begins with what to have before one starts. Leave that page in its place.");
  }
  for (const [kind, about] of Object.entries(KINDS)) {
    if (!pages.some((page) => page.kind === kind)) {
      add(`This is the guide's only page on ${about}. Change its words rather than take it out.`);
    }
  }
  return problems;
}

function checkPage(page: GuidePage): GuideProblem[] {
  const problems: GuideProblem[] = [];
  const add = (part: GuidePart, sentence: string) => problems.push({ page: page.slug, part, sentence });
  if (page.title.trim() === "") add("title", "Give this page a title.");
  if (page.summary.trim() === "")
    add("summary", "Say in one line what this page is for: the guide's contents show it.");
  if (page.body.trim() === "") add("body", "Write the words of this page.");
  if (page.done?.trim() === "") add("done", "Write what stands on the button, such as Mark this step done.");
  for (const notice of page.notices) {
    if (notice.title.trim() === "") add("notices", "A notice has no title: give it one, or empty it to take it out.");
    if (notice.body.trim() === "") {
      add("notices", `The notice “${notice.title}” has no words: write some, or empty its title to take it out.`);
    }
  }
  for (const [part, text] of [["title", page.title] as const, ["done", page.done ?? ""] as const]) {
    const found = findPlaceholders(text)[0];
    if (found !== undefined) add(part, `Write this without {{${found}}}: it is shown as it stands.`);
  }
  const texts: [GuidePart, string][] = [
    ["summary", page.summary],
    ["body", page.body],
    ...page.notices.map((notice): [GuidePart, string] => ["notices", `${notice.title}\n\n${notice.body}`]),
  ];
  for (const [part, text] of texts) {
    for (const name of new Set(findPlaceholders(text).filter((each) => !isPlaceholder(each)))) {
      add(part, `There is no placeholder {{${name}}}. There are: ${Object.keys(placeholders).join(", ")}.`);
    }
  }
  for (const [part, text] of texts.filter(([each]) => each !== "summary")) {
    for (const sentence of checkMarkdown(text)) add(part, sentence);
  }
  return problems;
}

function checkMarkdown(text: string): string[] {
  return [...new Set(walk(parseMarkdown(text).children).flatMap((node) => checkNode(node) ?? []))];
}

function checkNode(node: MarkdownNode): string | null {
  if (node.type === "html") {
    return `“${node.value.slice(0, 40)}” is HTML, which is left out on the page. Write Markdown instead.`;
  }
  if (node.type === "image" || node.type === "imageReference") {
    return "A picture cannot stand in the words. Put a screenshot in the figure's place instead.";
  }
  if (node.type === "heading" && node.depth === 1) {
    return "The page's title is its top heading. Begin headings in the words with ##.";
  }
  if ((node.type === "link" || node.type === "definition") && !/^(https:\/\/|mailto:)/.test(node.url)) {
    return `The link to “${node.url.slice(0, 60)}” leads nowhere from here. Begin it with https:// or mailto:.`;
  }
  return null;
}

function walk(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  return nodes.flatMap((node) => ("children" in node ? [node, ...walk(node.children as MarkdownNode[])] : [node]));
}

function checkFigure({ figures }: EditableGuide, page: GuidePage): GuideProblem[] {
  const figure = page.figure === undefined ? undefined : figures[page.figure];
  const problems: GuideProblem[] = [];
  const add = (part: GuidePart, sentence: string) => problems.push({ page: page.slug, part, sentence });
  if (figure && figure.title.trim() === "") add("caption", "Give the figure a caption.");
  if (figure?.image && figure.image.alt.trim().length < SHORTEST_ALT) {
    add("alt", "Describe the screenshot in a sentence or more, for people who cannot see it.");
  }
  const marks = figure?.callOuts.length ?? 0;
  for (const callOut of figure?.callOuts ?? []) {
    if (callOut.label.trim() === "") add("marks", `Say what mark ${callOut.number} of the figure is.`);
    if (!page.body.includes(`(${callOut.number})`)) {
      add("body", `The words do not speak of (${callOut.number}), “${callOut.label}”, which the figure's list has.`);
    }
  }
  const spoken = Math.max(0, ...Array.from(page.body.matchAll(/\((\d)\)/g), (match) => Number(match[1])));
  if (spoken > marks) {
    const has = marks === 0 ? "no numbered mark" : `${marks} numbered ${marks === 1 ? "mark" : "marks"}`;
    add("body", `The words speak of (${spoken}), but this page's figure has ${has}.`);
  }
  return problems;
}

function checkNeeded({ pages }: EditableGuide): GuideProblem[] {
  const used = new Set(pages.flatMap((page) => findPlaceholders(JSON.stringify(page))));
  return Object.entries(NEEDED)
    .filter(([name]) => !used.has(name))
    .map(([name, about]) => ({
      page: null,
      part: "body",
      sentence: `No page of the guide would say ${about} any more. Leave {{${name}}} in its place.`,
    }));
}
