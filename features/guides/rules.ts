import { type PlaceholderName, replacePlaceholders } from "@/content/guides/placeholders";
import type { Guide, GuideFigure, GuidePage, OtherWay } from "@/content/guides/types";
import { formatDay } from "@/lib/dates";
import { escapeMarkdown } from "@/lib/markdown";
import { formatMoney } from "@/lib/money";

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

/** A body in two: what comes before its first heading, beside which a page's figure belongs, and the rest (empty when there is none). */
export function splitLead(body: string): { lead: string; rest: string } {
  const start = body.search(/^#{1,6} /m);
  return start === -1 ? { lead: body, rest: "" } : { lead: body.slice(0, start), rest: body.slice(start) };
}

/** The page before and after a page, in the guide's order; null at the ends and for a page that the guide does not have. */
export function neighbours({ guide, slug }: { guide: Guide; slug: string }): {
  previous: GuidePage | null;
  next: GuidePage | null;
} {
  const index = guide.pages.findIndex((page) => page.slug === slug);
  if (index === -1) {
    return { previous: null, next: null };
  }
  return { previous: guide.pages[index - 1] ?? null, next: guide.pages[index + 1] ?? null };
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
  /** How many numbered steps the guide has. */
  steps: number;
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
    steps: guide.pages.filter((each) => each.number !== undefined).length,
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
