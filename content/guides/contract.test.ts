import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";
import { findGuideProblems } from "@/content/guides/contract";
import type { EditableGuide, GuidePage } from "@/content/guides/types";

const SLUG = "enter-your-code";
const change = (changes: Partial<GuidePage>, slug = SLUG): EditableGuide => ({
  ...awsGuide,
  pages: awsGuide.pages.map((page) => (page.slug === slug ? { ...page, ...changes } : page)),
});
const body = awsGuide.pages.find(({ slug }) => slug === SLUG)?.body ?? "";

describe("what keeps a guide from the contract", () => {
  it.each<[string, EditableGuide, string, RegExp]>([
    ["a page without a title", change({ title: " " }), "title", /Give this page a title/],
    ["a page without a summary", change({ summary: "" }), "summary", /one line/],
    ["a button without words", change({ done: "" }), "done", /what stands on the button/],
    ["a placeholder in a title", change({ title: "{{amount}}" }), "title", /without \{\{amount\}\}/],
    ["an unknown placeholder", change({ body: `${body}{{amont}}` }), "body", /no placeholder \{\{amont\}\}.*amount/],
    ["HTML", change({ body: `${body}<b>x</b>` }), "body", /“<b>” is HTML/],
    ["a picture", change({ body: `${body}![x](https://x.org/y.png)` }), "body", /picture cannot stand/],
    ["a top heading", change({ body: `# Top\n\n${body}` }), "body", /Begin headings in the words with ##/],
    ["a link that is not https", change({ body: `${body}[x](javascript:alert)` }), "body", /leads nowhere/],
    ["a mark too many", change({ body: `${body}(9)` }), "body", /speak of \(9\).*4 numbered marks/],
    ["a mark that is not spoken of", change({ body: "Nothing." }), "body", /do not speak of \(1\)/],
    ["a notice without a title", change({ notices: [{ tone: "info", title: "", body: "x" }] }), "notices", /no title/],
    ["no labels", { ...awsGuide, labels: [] }, "labels", /one label/],
    [
      "a reference to nothing",
      { ...awsGuide, related: [{ guide: "aws", page: "x", title: "X" }] },
      "related",
      /no page/,
    ],
    ["another beginning", { ...awsGuide, pages: awsGuide.pages.toReversed() }, "order", /begins with/],
    [
      "a kind of page that is gone",
      { ...awsGuide, pages: awsGuide.pages.filter(({ kind }) => kind !== "budget") },
      "order",
      /only page on how to guard one's bill/,
    ],
    [
      "no word on the end",
      JSON.parse(JSON.stringify(awsGuide).replaceAll("{{expiryNotice}}", "soon")),
      "body",
      /when the credit ends/,
    ],
  ])("%s is told with what to mend", (_, guide, part, sentence) => {
    const problems = findGuideProblems(guide);
    expect(problems).toContainEqual(expect.objectContaining({ part, sentence: expect.stringMatching(sentence) }));
  });

  it("judges whatever is typed, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(findGuideProblems(change({ title: text, body: text, summary: text }))).toBeInstanceOf(Array);
      }),
      { numRuns: 30 },
    );
  });
});
