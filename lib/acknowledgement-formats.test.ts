import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acknowledgementCopies, escapeBibtex, escapeLatex } from "@/lib/acknowledgement-formats";
import { parseMarkdown } from "@/lib/markdown";

const copies = (text: string, sponsor = "Amazon Web Services") =>
  Object.fromEntries(
    acknowledgementCopies({
      text,
      sponsor,
      courseTitle: "Brains & Clouds",
      term: "Autumn 2026",
      key: "brains/aws credit",
    }).map((copy) => [copy.format, copy.text]),
  );

describe("acknowledgementCopies", () => {
  it("writes the four forms", () => {
    expect(copies("Thanks to A_B & C: 100 % of it.\r\n\r\nTwice.")).toEqual({
      plain: "Thanks to A_B & C: 100 % of it.\n\nTwice.",
      markdown: "Thanks to A\\_B \\& C: 100 % of it.\n\nTwice.",
      latex: "\\section*{Acknowledgements}\n\nThanks to A\\_B \\& C: 100 \\% of it.\n\nTwice.",
      bibtex: [
        "@misc{brains-aws-credit,",
        "  author       = {{Amazon Web Services}},",
        "  title        = {{Cloud credit for Brains \\& Clouds}},",
        "  howpublished = {Course, Autumn 2026},",
        "  note         = {Thanks to A\\_B \\& C: 100 \\% of it. Twice.}",
        "}",
      ].join("\n"),
    });
  });

  it("gives Markdown that reads as the very same words", () => {
    const awkward = fc.constantFrom(
      "# ",
      "1. ",
      "- ",
      "*",
      "_",
      "~~",
      "`",
      "[a](b)",
      "<b>",
      "&amp;",
      "\n\n",
      "=",
      "| - |",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(awkward, fc.string())), (parts) => {
        const { plain, markdown } = copies(parts.join(""));
        const paragraphs = plain === "" ? [] : (plain ?? "").split("\n\n");
        const tree = parseMarkdown(markdown ?? "");
        expect(tree.children.map((child) => child.type)).toEqual(paragraphs.map(() => "paragraph"));
        expect(tree.children.map(textOf)).toEqual(paragraphs);
      }),
      { numRuns: 300 },
    );
  });
});

describe("escapeLatex and escapeBibtex", () => {
  const undo: Record<string, string> = {
    textbackslash: "\\",
    textasciitilde: "~",
    textasciicircum: "^",
    textless: "<",
    textgreater: ">",
    textbar: "|",
    textbraceleft: "{",
    textbraceright: "}",
  };
  const read = (latex: string) =>
    latex.replace(/\\(?:([a-z]+)\{\}|([#$%&_]))/g, (_, command: string, sign: string) => sign ?? undo[command] ?? "?");

  it("can be read back, and leaves no special character bare", () => {
    const special = fc.array(fc.constantFrom(..."\\~^<>|{}#$%&_ab"), { maxLength: 20 }).map((list) => list.join(""));
    fc.assert(
      fc.property(fc.oneof(special, fc.string()), (text) => {
        const latex = escapeLatex(text);
        expect(read(latex)).toBe(text);
        expect(latex.replace(/\\[a-z]+\{\}|\\[#$%&_]/g, "")).not.toMatch(/[\\~^<>|{}#$%&_]/);
      }),
    );
  });

  it("keeps a BibTeX entry balanced and on its lines, whatever is in the texts", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, sponsor) => {
        const { bibtex = "" } = copies(text, sponsor);
        let depth = 0;
        for (const character of bibtex) {
          depth += character === "{" ? 1 : character === "}" ? -1 : 0;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        expect(bibtex.split("\n")).toHaveLength(6);
        expect(escapeBibtex(text)).not.toMatch(/[\r\n\t]/);
      }),
    );
  });
});

function textOf(node: object): string {
  if ("value" in node && typeof node.value === "string") {
    return node.value;
  }
  return "children" in node && Array.isArray(node.children) ? node.children.map(textOf).join("") : "";
}
