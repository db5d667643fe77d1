import { type PlaceholderName, replacePlaceholders } from "@/content/guides/placeholders";
import type { Guide, GuideFigure, GuidePage, OtherWay } from "@/content/guides/types";
import { formatDay } from "@/lib/dates";
import { escapeMarkdown } from "@/lib/markdown";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";

/** What a guide's texts are filled with: the course's and the offer's own figures. Never a code. */
export type GuideFacts = {
  courseTitle: string;
  term: string;
  timeZone: string;
  contactName: string;
  contactAddress: string;
  offerName: string;
  amountMinor: number;
  currency: string;
  /** Last day to redeem, inclusive, as PostgreSQL's `date` comes (midnight UTC). */
  redeemBy: Date;
  /** Whether that day is over in the course's zone, by the database's clock. */
  expired: boolean;
};

export const alertPercents = [50, 75, 90, 95] as const;
export type BudgetAlert = { percent: (typeof alertPercents)[number]; amountMinor: number; text: string };

/** The four alerts of "Guard your bill", rounded down to the minor unit so that none comes late. Refuses a negative amount. */
export function budgetAlerts({ amountMinor, currency }: { amountMinor: number; currency: string }): BudgetAlert[] {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) {
    throw new RangeError("An amount is a whole number of minor units, zero or more.");
  }
  return alertPercents.map((percent) => {
    // In parts, because amount × percent may leave the range of exact integers.
    const alert = Math.floor(amountMinor / 100) * percent + Math.floor(((amountMinor % 100) * percent) / 100);
    return { percent, amountMinor: alert, text: formatMoney({ amountMinor: alert, currency }) };
  });
}

/** Fills a guide's Markdown. Values are escaped: a title with a star in it stays a title with a star in it. */
export function fillMarkdown({ text, facts }: { text: string; facts: GuideFacts }): string {
  return replacePlaceholders(text, (name) => {
    if (name === "budgetTable") {
      return budgetTable(facts);
    }
    return escapeMarkdown(lookUp(name, facts));
  });
}

/** Fills plain text: titles, summaries, alternative texts. */
export function fillText({ text, facts }: { text: string; facts: GuideFacts }): string {
  return replacePlaceholders(text, (name) => lookUp(name, facts));
}

/** A page with every placeholder replaced by this offer's value; bodies stay Markdown. */
export function fillGuidePage({ page, facts }: { page: GuidePage; facts: GuideFacts }): GuidePage {
  return {
    ...page,
    title: fillText({ text: page.title, facts }),
    summary: fillText({ text: page.summary, facts }),
    body: fillMarkdown({ text: page.body, facts }),
    notices: page.notices.map((notice) => ({
      ...notice,
      title: fillText({ text: notice.title, facts }),
      body: fillMarkdown({ text: notice.body, facts }),
    })),
  };
}

/**
 * Turns the names in bold that are in `links` (a name to its address) into links, so that "press **I have redeemed it**" leads there. By
 * the words, because those of a course's own guide have no other way to say it, and because a handout has nothing to press.
 */
export function linkNames({ text, links }: { text: string; links: ReadonlyMap<string, string> }): string {
  return text.replace(/(?<!\[)\*\*([^*]+)\*\*/g, (bold, name: string) => {
    const href = links.get(name.replace(/\s+/g, " "));
    return href ? `[${bold}](${href})` : bold;
  });
}

/** The names that a guide's words may lead by: its other pages, and what stands on the portal's own. `page` is where the words stand. */
export function nameLinks({
  guide,
  page,
  ...ref
}: {
  guide: Guide;
  course: string;
  offer: string;
  page?: string;
}): ReadonlyMap<string, string> {
  const pages = guide.pages.filter(({ slug }) => slug !== page);
  return new Map([
    ...pages.map(({ title, slug }): [string, string] => [title, paths.guidePage({ ...ref, page: slug })]),
    ["My code", paths.code(ref)],
    ["I have redeemed it", paths.code(ref)],
    ["This code does not work", paths.codeProblem(ref)],
    ["Acknowledgement", paths.acknowledgement(ref)],
  ]);
}

/** Where a page stands in the walk, in a few words: "Step 2 of 6", or between which steps. */
function placeInWalk({ guide, slug }: { guide: Guide; slug: string }): string {
  const index = guide.pages.findIndex((page) => page.slug === slug);
  const steps = guide.pages.filter(({ number }) => number !== undefined).length;
  const page = guide.pages[index];
  if (page?.number !== undefined) {
    return `Step ${page.number} of ${steps}`;
  }
  const before = guide.pages.slice(0, Math.max(index, 0)).findLast(({ number }) => number !== undefined);
  return page?.done === undefined ? "To look up" : before ? `After step ${before.number} of ${steps}` : "Before step 1";
}

/** A body in two: what comes before its first heading, beside which a page's figure belongs, and the rest (empty when there is none). */
export function splitLead(body: string): { lead: string; rest: string } {
  const start = body.search(/^#{1,6} /m);
  return start === -1 ? { lead: body, rest: "" } : { lead: body.slice(0, start), rest: body.slice(start) };
}

/**
 * The page before and after a page, in the guide's order; null at the ends and for a page that the guide does not have. Behind the last
 * step nothing comes next: the pages for looking things up that stand there would read as if something had gone wrong.
 */
export function neighbours({ guide, slug }: { guide: Guide; slug: string }): {
  previous: GuidePage | null;
  next: GuidePage | null;
} {
  const index = guide.pages.findIndex((page) => page.slug === slug);
  if (index === -1) {
    return { previous: null, next: null };
  }
  const after = guide.pages.slice(index + 1);
  return {
    previous: guide.pages[index - 1] ?? null,
    next: (after.some(({ done }) => done !== undefined) && after[0]) || null,
  };
}

/** The page to go on with: the first, in order, that asks to be marked as done and is not. Null when all are. */
export function nextPage({ guide, done }: { guide: Guide; done: readonly string[] }): GuidePage | null {
  return guide.pages.find((page) => page.done !== undefined && !done.includes(page.slug)) ?? null;
}

export type GuideProgress = { done: number; total: number; percent: number };

/** How far somebody is. Pages for looking things up do not count, nor do slugs that the guide no longer has. */
export function guideProgress({ guide, done }: { guide: Guide; done: readonly string[] }): GuideProgress {
  const pages = guide.pages.filter((page) => page.done !== undefined);
  const finished = pages.filter((page) => done.includes(page.slug)).length;
  return {
    done: finished,
    total: pages.length,
    // Rounded down, so that 100 is said only when nothing is left.
    percent: pages.length === 0 ? 100 : Math.floor((finished / pages.length) * 100),
  };
}

/** A figure in words, call-outs included: the description on the page and the alternative text in the handout. */
export function describeFigure(figure: GuideFigure): string {
  const description = figure.image?.alt ?? figure.description;
  const marks = figure.callOuts.map((callOut) => `${callOut.number}: ${callOut.label}.`).join(" ");
  return marks === "" ? description : `${description} Numbered marks: ${marks}`;
}

export type GuidePageView = {
  guide: Guide;
  /** Filled for the offer. */
  page: GuidePage;
  figure: GuideFigure | null;
  /** Where the page stands in the walk, in a few words. */
  place: string;
  isDone: boolean;
  progress: GuideProgress;
  previous: GuidePage | null;
  next: GuidePage | null;
};

/** Everything that the screen of one page shows. Null when the guide has no such page. */
export function viewGuidePage({
  guide,
  slug,
  facts,
  done,
}: {
  guide: Guide;
  slug: string;
  facts: GuideFacts;
  done: readonly string[];
}): GuidePageView | null {
  const page = guide.pages.find((each) => each.slug === slug);
  if (!page) {
    return null;
  }
  return {
    guide,
    page: fillGuidePage({ page, facts }),
    figure: (page.figure && guide.figures[page.figure]) || null,
    place: placeInWalk({ guide, slug }),
    isDone: done.includes(slug),
    progress: guideProgress({ guide, done }),
    ...neighbours({ guide, slug }),
  };
}

export type GuideOverviewItem = {
  slug: string;
  title: string;
  summary: string;
  number: number | null;
  state: "done" | "next" | "open" | "look-up";
};
export type GuideOverviewView = {
  guide: Guide;
  items: GuideOverviewItem[];
  /** Filled for the offer. */
  otherWays: OtherWay[];
  progress: GuideProgress;
  next: GuideOverviewItem | null;
};

/** The guide's contents with each page's state; exactly one page is "next" until all are done. */
export function viewGuideOverview({
  guide,
  facts,
  done,
}: {
  guide: Guide;
  facts: GuideFacts;
  done: readonly string[];
}): GuideOverviewView {
  const nextSlug = nextPage({ guide, done })?.slug;
  const items = guide.pages.map((page): GuideOverviewItem => {
    const state = page.done === undefined ? "look-up" : done.includes(page.slug) ? "done" : "open";
    return {
      slug: page.slug,
      title: fillText({ text: page.title, facts }),
      summary: fillText({ text: page.summary, facts }),
      number: page.number ?? null,
      state: page.slug === nextSlug ? "next" : state,
    };
  });
  return {
    guide,
    items,
    otherWays: guide.otherWays.map((way) => ({ ...way, body: fillMarkdown({ text: way.body, facts }) })),
    progress: guideProgress({ guide, done }),
    next: items.find((item) => item.state === "next") ?? null,
  };
}

function lookUp(name: PlaceholderName, facts: GuideFacts): string {
  switch (name) {
    case "amount":
      return formatMoney(facts);
    case "lastDayToRedeem":
      return formatDay(facts.redeemBy);
    case "expiryNotice":
      return expiryNotice(facts);
    case "budget.50":
    case "budget.75":
    case "budget.90":
    case "budget.95":
      return budgetAlerts(facts).find((alert) => name === `budget.${alert.percent}`)?.text ?? "";
    case "budgetTable":
      return budgetAlerts(facts)
        .map((alert) => `${alert.percent} %: ${alert.text}`)
        .join(", ");
    default:
      return facts[name];
  }
}

function expiryNotice(facts: GuideFacts): string {
  const day = formatDay(facts.redeemBy);
  if (facts.expired) {
    return `The last day to redeem this credit was ${day} (${facts.timeZone}). It has passed and cannot be extended. What you redeemed in time stays yours until it expires or is used up, whichever comes first.`;
  }
  return `The last day to redeem is ${day} (${facts.timeZone}). The credit ends when it expires or is used up, whichever comes first. Neither date can be extended.`;
}

function budgetTable(facts: GuideFacts): string {
  const rows = budgetAlerts(facts).map((alert) => `| ${alert.percent} % | ${escapeMarkdown(alert.text)} |`);
  return ["| Alert at | That is |", "| -- | -- |", ...rows].join("\n");
}
