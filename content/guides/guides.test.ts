import { describe, expect, it } from "vitest";
import { findGuideProblems, OWN_PAGE_PREFIX } from "@/content/guides/contract";
import { findGuide, guides } from "@/content/guides/index";
import { findPlaceholders, isPlaceholder, placeholders } from "@/content/guides/placeholders";
import type { GuidePageKind } from "@/content/guides/types";
import { type MarkdownNode, parseMarkdown } from "@/lib/markdown";

const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

it("has guides, and every one is found by its own slug", () => {
  expect(guides.length).toBeGreaterThan(0);
  expect(new Set(guides.map((guide) => guide.slug)).size).toBe(guides.length);
  for (const guide of guides) {
    expect(findGuide(guide.slug)).toBe(guide);
  }
  expect(findGuide("no-such-guide")).toBeNull();
});

describe.each(guides.map((guide) => [guide.slug, guide] as const))("the guide %s keeps the contract", (_, guide) => {
  it("keeps what a course's own revision is held to, and leaves the slugs of added pages free", () => {
    expect(findGuideProblems(guide)).toEqual([]);
    expect(guide.pages.filter(({ slug }) => slug.startsWith(OWN_PAGE_PREFIX))).toEqual([]);
  });

  it("has slugs that may stand in a URL, each once", () => {
    for (const slugs of [
      guide.pages.map((page) => page.slug),
      guide.problems.map((problem) => problem.slug),
      guide.beforeYouReveal.map((question) => question.slug),
      guide.otherWays.map((way) => way.slug),
      Object.keys(guide.figures),
      [guide.slug],
      [guide.provider.slug],
    ]) {
      expect(new Set(slugs).size).toBe(slugs.length);
      for (const slug of slugs) {
        expect(slug).toMatch(slugPattern);
      }
    }
  });

  it("uses only placeholders that exist", () => {
    const unknown = allTexts(guide)
      .flatMap(findPlaceholders)
      .filter((name) => !isPlaceholder(name));
    expect(unknown, `known are: ${Object.keys(placeholders).join(", ")}`).toEqual([]);
  });

  it("fills in nothing that is shown without an offer", () => {
    const { title, summary, howChecked, revision, labels, related, resources, figures, acknowledgementSample } = guide;
    const plain = [title, summary, howChecked, revision, labels, related, resources, figures, acknowledgementSample];
    expect(allTexts([...plain, guide.pages.map((page) => page.title)]).flatMap(findPlaceholders)).toEqual([]);
  });

  it("covers every kind of page, begins before the first step, and numbers its steps from 1", () => {
    const kinds: GuidePageKind[] = ["before", "step", "verify", "budget", "coverage", "failure", "sign-out"];
    expect(new Set(guide.pages.map((page) => page.kind))).toEqual(new Set(kinds));
    expect(guide.pages[0]?.kind).toBe("before");
    const numbers = guide.pages.flatMap((page) => page.number ?? []);
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
    for (const page of guide.pages.filter(({ kind }) => kind === "step")) {
      expect(page.number, page.slug).toBeDefined();
    }
  });

  it("says when the credit ends, whom to ask and how much it is", () => {
    const used = new Set(guide.pages.flatMap((page) => findPlaceholders(JSON.stringify(page))));
    for (const name of ["expiryNotice", "lastDayToRedeem", "contactAddress", "amount", "budgetTable"]) {
      expect(used, name).toContain(name);
    }
  });

  it("has bodies that are Markdown without raw HTML, pictures or a top heading, and with https links only", () => {
    for (const body of guide.pages.map((page) => page.body).concat(guide.otherWays.map((way) => way.body))) {
      for (const node of walk(parseMarkdown(body).children)) {
        expect(["html", "image", "imageReference"]).not.toContain(node.type);
        if (node.type === "heading") {
          expect(node.depth).toBeGreaterThan(1);
        }
        if (node.type === "link") {
          expect(node.url).toMatch(/^(https:\/\/|mailto:)/);
        }
      }
    }
    for (const resource of guide.resources) {
      expect(resource.url).toMatch(/^https:\/\//);
    }
  });

  it("shows each figure once, numbered in order, with call-outs that the page's words use", () => {
    const shown = guide.pages.flatMap((page) => page.figure ?? []);
    expect([...shown].sort()).toEqual(Object.keys(guide.figures).sort());
    expect(shown.map((key) => guide.figures[key]?.number)).toEqual(shown.map((_key, index) => index + 1));
    for (const page of guide.pages) {
      const figure = page.figure ? guide.figures[page.figure] : undefined;
      for (const [index, callOut] of (figure?.callOuts ?? []).entries()) {
        expect(callOut.number).toBe(index + 1);
        expect(page.body, `${page.slug} speaks of (${callOut.number})`).toContain(`(${callOut.number})`);
      }
      const spoken = Array.from(page.body.matchAll(/\((\d)\)/g), (match) => Number(match[1]));
      expect(Math.max(0, ...spoken), `${page.slug} speaks of a mark that is not drawn`).toBeLessThanOrEqual(
        figure?.callOuts.length ?? 0,
      );
    }
  });

  it("draws within its figures, in letters that stay readable on a phone", () => {
    for (const figure of Object.values(guide.figures)) {
      expect(figure.width, "wider drawings shrink too much at 320 pixels").toBeLessThanOrEqual(360);
      expect(figure.title.length).toBeGreaterThan(0);
      expect(figure.description.length).toBeGreaterThan(80);
      for (const mark of figure.callOuts) {
        expect(mark.x).toBeLessThanOrEqual(figure.width - 12);
        expect(mark.y).toBeLessThanOrEqual(figure.height - 12);
        expect(Math.min(mark.x, mark.y)).toBeGreaterThanOrEqual(12);
      }
      for (const shape of figure.shapes) {
        if (shape.kind === "box") {
          expect(shape.x + shape.width).toBeLessThanOrEqual(figure.width);
          expect(shape.y + shape.height).toBeLessThanOrEqual(figure.height);
        } else if (shape.kind === "text") {
          expect(shape.size).toBeGreaterThanOrEqual(13);
        }
      }
    }
  });

  it("knows what a failing code means, and never condemns one that is good elsewhere", () => {
    const verdicts = guide.problems.map((problem) => problem.verdict);
    expect(verdicts).toEqual(expect.arrayContaining(["bad-code", "code-is-good", "try-again-first", "no-access"]));
    for (const problem of guide.problems) {
      const reportable = problem.verdict === "bad-code" || problem.verdict === "try-again-first";
      expect(problem.confirm !== undefined, problem.slug).toBe(reportable);
    }
  });

  it("asks about the account, the organization and the payer, each with a way on", () => {
    expect(guide.beforeYouReveal.map((question) => question.slug)).toEqual(["account", "organization", "payer"]);
    for (const question of guide.beforeYouReveal) {
      expect(question.answers.some((answer) => answer.ready)).toBe(true);
      expect(question.answers.length).toBeGreaterThan(1);
    }
  });

  it("is dated, and refers only to what exists", () => {
    expect(guide.lastChecked).toMatch(dayPattern);
    expect(guide.created).toMatch(dayPattern);
    expect(guide.revision.date).toMatch(dayPattern);
    expect(guide.created <= guide.revision.date).toBe(true);
    expect(guide.labels.length).toBeGreaterThan(0);
    expect(guide.acknowledgementSample).not.toBe("");
    for (const reference of guide.related) {
      const target = findGuide(reference.guide);
      expect(target, reference.guide).not.toBeNull();
      if (reference.page) {
        expect(target?.pages.map((page) => page.slug)).toContain(reference.page);
      }
    }
  });
});

function allTexts(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(allTexts) : [];
}

function walk(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  return nodes.flatMap((node) => ("children" in node ? [node, ...walk(node.children as MarkdownNode[])] : [node]));
}
