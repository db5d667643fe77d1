import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
export type MarkdownRoot = ReturnType<typeof parser.parse>;
export type MarkdownNode = MarkdownRoot["children"][number];

/**
 * Raw HTML never gets as far as the sanitiser (remark-rehype drops it); the sanitiser is the second lock. Pictures are left out because
 * a foreign address in one would tell a stranger who reads the page, and the portal's own figures do not come by Markdown.
 */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !["img", "picture", "source"].includes(name)),
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto"] },
};

const toHtmlTree = unified().use(remarkRehype).use(rehypeSanitize, schema).freeze();
const stringifier = unified().use(rehypeStringify).freeze();
type HtmlRoot = Parameters<typeof stringifier.stringify>[0];
type HtmlNode = Extract<HtmlRoot, { type: "root" }>["children"][number];
type HtmlElement = Extract<HtmlNode, { type: "element" }>;

/** Parses Markdown (CommonMark and GFM) into its tree, for the handout and for checks. */
export function parseMarkdown(text: string): MarkdownRoot {
  return parser.parse(text);
}

const cache = new Map<string, string>();
const cacheLimit = 500;

/**
 * Markdown as sanitised HTML: no script, no handler, no style, no picture; http, https and mailto links only, and links to other
 * sites carry `rel`. The first heading becomes `<h{firstHeading}>` (2 unless told: the page's own title is the h1) and no level is skipped.
 * Parsing takes about a millisecond, so the last 500 texts are kept; the same text always gives the same string.
 */
export function renderMarkdown(text: string, { firstHeading = 2 }: { firstHeading?: number } = {}): string {
  const key = `${firstHeading}:${text}`;
  const known = cache.get(key);
  if (known !== undefined) {
    // Put it behind the others, so that the entry that goes first is the one unused for longest.
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const html = renderFresh(text, firstHeading);
  cache.set(key, html);
  if (cache.size > cacheLimit) {
    cache.delete(cache.keys().next().value ?? key);
  }
  return html;
}

function renderFresh(text: string, firstHeading: number): string {
  const tree = parseMarkdown(text);
  levelHeadings(tree, firstHeading);
  const root = toHtmlTree.runSync(tree) as HtmlRoot;
  if (root.type === "root") {
    finish(root);
  }
  return stringifier.stringify(root);
}

/** Shifts headings below the page's own, and closes gaps: an author's "# A, ### B" reads as neighbouring levels. */
function levelHeadings(tree: MarkdownRoot, first: number): void {
  const open: number[] = [];
  for (const node of tree.children) {
    if (node.type === "heading") {
      while (open.length > 0 && (open.at(-1) ?? 0) >= node.depth) {
        open.pop();
      }
      open.push(node.depth);
      node.depth = Math.min(first + open.length - 1, 6) as typeof node.depth;
    }
  }
}

/** What the sanitiser would strip, added after it: `rel`, `scope`, and a region that a wide table scrolls in. */
function finish(parent: Extract<HtmlRoot, { type: "root" }> | HtmlElement): void {
  parent.children.forEach((child, index) => {
    if (child.type !== "element") {
      return;
    }
    finish(child);
    if (child.tagName === "a" && /^https?:/i.test(String(child.properties.href ?? ""))) {
      child.properties.rel = ["external", "noopener", "noreferrer"];
    } else if (child.tagName === "th") {
      child.properties.scope = "col";
    } else if (child.tagName === "table" && countColumns(child) > 3) {
      const properties = { className: ["table-scroll"], role: "region", tabIndex: 0, ariaLabel: "Table" };
      parent.children[index] = { type: "element", tagName: "div", properties, children: [child] };
    }
  });
}

function countColumns(table: HtmlElement): number {
  const count = (node: HtmlElement): number =>
    node.children.reduce(
      (sum, child) => (child.type !== "element" ? sum : sum + (child.tagName === "th" ? 1 : count(child))),
      0,
    );
  return count(table);
}

/** Makes any text safe to place inside Markdown: it comes out as those very characters, on one line, whatever it holds. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
