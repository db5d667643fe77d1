import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMarkdown, parseMarkdown, renderMarkdown } from "@/lib/markdown";

describe("renderMarkdown", () => {
  it.each([
    ["**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>"],
    ["# A\n\n### B\n\n## C", "<h2>A</h2>\n<h3>B</h3>\n<h3>C</h3>"],
    ["### Only", "<h2>Only</h2>"],
    ["[out](https://example.org/)", '<p><a href="https://example.org/" rel="external noopener noreferrer">out</a></p>'],
    ["[in](/courses)", '<p><a href="/courses">in</a></p>'],
    ["[bad](javascript:alert(1))", "<p><a>bad</a></p>"],
    ["![alt](https://example.org/spy.png)", "<p></p>"],
    ["before <script>alert(1)</script> after", "<p>before alert(1) after</p>"],
    ["| a | b |\n|--|--|\n| 1 | 2 |", '<th scope="col">a</th>'],
  ])("renders %j", (text, html) => {
    expect(renderMarkdown(text)).toContain(html);
  });

  it("lets a wide table scroll in a region that takes the focus, and leaves a narrow one alone", () => {
    expect(renderMarkdown("| a | b | c | d |\n|--|--|--|--|\n| 1 | 2 | 3 | 4 |")).toContain(
      '<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table>',
    );
    expect(renderMarkdown("| a | b |\n|--|--|\n| 1 | 2 |")).not.toContain("table-scroll");
  });

  it("starts at the level it is told", () => {
    expect(renderMarkdown("## A", { firstHeading: 4 })).toBe("<h4>A</h4>");
  });

  it("keeps its answer, and a bounded number of them", () => {
    const first = renderMarkdown("the same text");
    for (let index = 0; index < 600; index += 1) {
      renderMarkdown(`text ${index}`);
    }
    expect(renderMarkdown("the same text")).toBe(first);
  });

  it("never lets a script, a handler, a style or a frame through", () => {
    const hostile = fc.constantFrom(
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "<svg onload=alert(1)>",
      "<a href='javascript:alert(1)' onclick='x()'>",
      "[x](javascript:alert(1))",
      "[x](JaVaScRiPt&colon;alert(1))",
      "[x](data:text/html,<script>1</script>)",
      "<iframe src='https://example.org'></iframe>",
      "<p style='position:fixed'>",
      "<details ontoggle=alert(1) open>",
      "[ref]: javascript:alert(1)\n\n[ref]",
      "<javascript:alert(1)>",
      "```\n<script>\n```",
      "\n\n",
      "> ",
      "- ",
      "| a |\n|--|\n| ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.string()), { maxLength: 12 }), (parts) => {
        const tags = renderMarkdown(parts.join("")).match(/<[a-z][^>]*>/gi) ?? [];
        for (const tag of tags) {
          expect(tag).not.toMatch(/^<(script|iframe|img|svg|style|object|embed|form|base|meta|link)\b/i);
          expect(tag).not.toMatch(/\son[a-z]+\s*=|\sstyle\s*=|javascript:|data:/i);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("escapeMarkdown", () => {
  it("gives the text back, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const tree = parseMarkdown(`Before ${escapeMarkdown(value)} after`);
        expect(tree.children.map((child) => child.type)).toEqual(["paragraph"]);
        expect(textOf(tree)).toBe(`Before ${value.replace(/\s+/g, " ").trim()} after`);
      }),
    );
  });

  it("stays text at the start of a line, too", () => {
    for (const value of [
      "# title",
      "1. one",
      "- item",
      "> quote",
      "```",
      "| a | b |",
      "<b>",
      "    code",
      "{{amount}}",
    ]) {
      expect(parseMarkdown(escapeMarkdown(value)).children.map((child) => child.type)).toEqual(["paragraph"]);
    }
  });
});

function textOf(node: object): string {
  if ("value" in node && typeof node.value === "string") {
    return node.value;
  }
  return "children" in node && Array.isArray(node.children) ? node.children.map(textOf).join("") : "";
}
