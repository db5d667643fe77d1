export type AcknowledgementCopy = {
  format: "plain" | "markdown" | "latex" | "bibtex";
  label: string;
  text: string;
};

/**
 * The acknowledgement of an offer in the four forms that people paste: plain text, Markdown, LaTeX and BibTeX, each escaped for where it goes.
 * `key` becomes the citation key and is reduced to letters, digits and hyphens.
 */
export function acknowledgementCopies({
  text,
  sponsor,
  courseTitle,
  term,
  key,
}: {
  text: string;
  sponsor: string;
  courseTitle: string;
  term: string;
  key: string;
}): AcknowledgementCopy[] {
  const paragraphs = splitParagraphs(text);
  const bibtex = [
    `@misc{${citationKey(key)},`,
    `  author       = {{${escapeBibtex(sponsor)}}},`,
    `  title        = {{Cloud credit for ${escapeBibtex(courseTitle)}}},`,
    `  howpublished = {Course, ${escapeBibtex(term)}},`,
    `  note         = {${escapeBibtex(paragraphs.join(" "))}}`,
    "}",
  ];
  return [
    { format: "plain", label: "Plain text", text: paragraphs.join("\n\n") },
    { format: "markdown", label: "Markdown", text: paragraphs.map(escapeMarkdownLine).join("\n\n") },
    {
      format: "latex",
      label: "LaTeX",
      text: ["\\section*{Acknowledgements}", ...paragraphs.map(escapeLatex)].join("\n\n"),
    },
    { format: "bibtex", label: "BibTeX", text: bibtex.join("\n") },
  ];
}

function splitParagraphs(text: string): string[] {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .filter((paragraph) => paragraph !== "");
}

const latexSpecials: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "#": "\\#",
  $: "\\$",
  "%": "\\%",
  "&": "\\&",
  _: "\\_",
};

/** Text for the body of a LaTeX document. Braces become commands, so that the result is always balanced. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\~^<>|{}#$%&_]/g, (character) => latexSpecials[character] ?? character);
}

/** Text for a braced BibTeX field: as LaTeX, on one line. BibTeX counts even escaped braces, which `escapeLatex` therefore never writes alone. */
export function escapeBibtex(text: string): string {
  return escapeLatex(text.replace(/[\s\p{Cc}]+/gu, " ").trim());
}

function citationKey(text: string): string {
  const key = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return key === "" ? "acknowledgement" : key;
}

/** One paragraph for a Markdown file, escaped no more than it must be: it is read by people before it is rendered. */
function escapeMarkdownLine(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&~|]/g, "\\$&")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2")
    .replace(/^[#+=-]/, "\\$&");
}
