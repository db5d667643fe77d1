import { drawText, type Item } from "@/features/guides/pdf/flow";
import { tableItem } from "@/features/guides/pdf/table-item";
import { layoutText, type Run } from "@/features/guides/pdf/text-layout";
import { ink, size } from "@/features/guides/pdf/theme";
import { type MarkdownNode, parseMarkdown } from "@/lib/markdown";

type Frame = { doc: PDFKit.PDFDocument; width: number; indent: number };

/** Markdown as items of the handout: headings below the page's own, paragraphs, lists, tables. Whatever else it holds comes out as its text. */
export function markdownItems({
  doc,
  text,
  width,
  headingTag,
}: {
  doc: PDFKit.PDFDocument;
  text: string;
  width: number;
  headingTag: string;
}): Item[] {
  return blockItems(parseMarkdown(text).children, { doc, width, indent: 0 }, headingTag);
}

/** One paragraph (or heading, or caption) as items. */
export function textItems({
  doc,
  runs,
  width,
  tag = "P",
  indent = 0,
  fontSize = size.body,
  colour = ink.ink,
  gap = 7,
  keep,
}: {
  doc: PDFKit.PDFDocument;
  runs: readonly Run[];
  width: number;
  tag?: string;
  indent?: number;
  fontSize?: number;
  colour?: string;
  gap?: number;
  keep?: boolean;
}): Item[] {
  const block = layoutText({ doc, runs, width: width - indent, fontSize, colour });
  return [
    { kind: "open", type: tag },
    {
      kind: "box",
      height: block.height,
      gap,
      keep,
      draw: ({ x, y, parent }) => drawText({ doc, block, place: { x: x + indent, y, parent } }),
    },
    { kind: "close" },
  ];
}

function blockItems(nodes: readonly MarkdownNode[], frame: Frame, headingTag: string): Item[] {
  return nodes.flatMap((node): Item[] => {
    switch (node.type) {
      case "heading": {
        const runs = inlineRuns(node.children).map((run): Run => ({ ...run, font: "bold" }));
        return textItems({
          ...frame,
          runs,
          tag: headingTag,
          fontSize: size.heading,
          colour: ink.accent,
          gap: 16,
          keep: true,
        });
      }
      case "paragraph":
        return textItems({ ...frame, runs: inlineRuns(node.children) });
      case "list":
        return listItems(node, frame, headingTag);
      case "table":
        return [
          tableItem({
            ...frame,
            rows: node.children.map((row) => row.children.map((cell) => inlineRuns(cell.children))),
          }),
        ];
      case "blockquote":
        return [
          { kind: "open", type: "BlockQuote" },
          ...blockItems(node.children, { ...frame, indent: frame.indent + 16 }, headingTag),
          { kind: "close" },
        ];
      case "code":
        return textItems({ ...frame, runs: [{ text: node.value, font: "regular" }] });
      default:
        return [];
    }
  });
}

function listItems(list: Extract<MarkdownNode, { type: "list" }>, frame: Frame, headingTag: string): Item[] {
  const { doc } = frame;
  const items = list.children.flatMap((entry, index): Item[] => {
    const label = list.ordered ? `${(list.start ?? 1) + index}.` : "•";
    const marker = layoutText({
      doc,
      runs: [{ text: label, font: "bold" }],
      width: 30,
      fontSize: size.body,
      colour: ink.accent,
    });
    const body = blockItems(entry.children, { ...frame, indent: frame.indent + 20 }, headingTag);
    return [
      { kind: "open", type: "LI" },
      { kind: "open", type: "Lbl" },
      {
        kind: "box",
        height: 0,
        gap: index === 0 ? 7 : 4,
        keep: true,
        draw: ({ x, y, parent }) => drawText({ doc, block: marker, place: { x: x + frame.indent, y, parent } }),
      },
      { kind: "close" },
      { kind: "open", type: "LBody" },
      ...withoutFirstGap(body),
      { kind: "close" },
      { kind: "close" },
    ];
  });
  return [{ kind: "open", type: "L" }, ...items, { kind: "close" }];
}

/** The first line of a list's entry stands beside its marker, not below it. */
function withoutFirstGap(items: readonly Item[]): Item[] {
  const first = items.findIndex((item) => item.kind === "box");
  return items.map((item, index) => (index === first && item.kind === "box" ? { ...item, gap: 0 } : item));
}

/** The text of inline nodes with its faces and links. */
function inlineRuns(nodes: readonly MarkdownNode[], font: Run["font"] = "regular", link?: string): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case "text":
        // A line end within a paragraph is only how its author wrapped it.
        return [{ text: node.value.replace(/\s+/g, " "), font, link }];
      case "inlineCode":
        return [{ text: node.value, font: "bold", link }];
      case "break":
        return [{ text: "\n", font, link }];
      case "strong":
        return inlineRuns(node.children, "bold", link);
      case "emphasis":
        return inlineRuns(node.children, "italic", link);
      case "link":
        return inlineRuns(node.children, font, safeLink(node.url) ?? link);
      case "delete":
        return inlineRuns(node.children, font, link);
      default:
        return [];
    }
  });
}

/** Links of the handout leave the paper: only addresses that mean something outside the portal. */
function safeLink(url: string): string | undefined {
  return /^(?:https?:\/\/|mailto:)/i.test(url) ? url : undefined;
}
