import type { FontName } from "@/features/guides/pdf/fonts";
import { lineHeight } from "@/features/guides/pdf/theme";

/** A stretch of text in one face; `link` is an address. */
export type Run = { text: string; font: FontName; link?: string };
export type TextLine = Run[];
export type TextBlock = { lines: TextLine[]; fontSize: number; colour: string; height: number };

type Pieces = { runs: Run[]; width: number; space: Run | null };

/**
 * Breaks runs into lines of at most `width` points. pdfkit can wrap by itself, but then neither the height is known before drawing nor may a line be a
 * piece of the structure tree of its own, which tagged links and page breaks need.
 */
export function layoutText({
  doc,
  runs,
  width,
  fontSize,
  colour,
}: {
  doc: PDFKit.PDFDocument;
  runs: readonly Run[];
  width: number;
  fontSize: number;
  colour: string;
}): TextBlock {
  const measure = (run: Run) => doc.font(run.font).fontSize(fontSize).widthOfString(run.text);
  const lines: TextLine[] = [];
  let line: Run[] = [];
  let used = 0;
  const finish = () => {
    if (line.length > 0) {
      lines.push(joinRuns(line));
    }
    line = [];
    used = 0;
  };
  for (const word of splitWords(runs, measure, width)) {
    if (word === "break") {
      finish();
      continue;
    }
    if (used > 0 && used + word.width > width) {
      finish();
    }
    line.push(...word.runs);
    used += word.width;
    if (word.space) {
      line.push(word.space);
      used += measure(word.space);
    }
  }
  finish();
  return { lines, fontSize, colour, height: lines.length * lineHeight(fontSize) };
}

/** Words are what may not be torn: runs without a space between them, such as bold letters and the comma behind them. */
function* splitWords(
  runs: readonly Run[],
  measure: (run: Run) => number,
  width: number,
): Generator<Pieces | "break", void> {
  let word: Pieces = { runs: [], width: 0, space: null };
  for (const run of runs) {
    for (const text of run.text.split(/(\n|[^\S\n]+)/)) {
      const piece = { ...run, text };
      if (text === "") {
        continue;
      }
      if (text === "\n" || text.trim() === "") {
        if (word.runs.length > 0) {
          yield { ...word, space: text === "\n" ? null : { ...piece, text: " " } };
        }
        word = { runs: [], width: 0, space: null };
        if (text === "\n") {
          yield "break";
        }
        continue;
      }
      for (const part of cutLong(piece, measure, width)) {
        const partWidth = measure(part);
        if (word.width > 0 && word.width + partWidth > width) {
          yield word;
          word = { runs: [], width: 0, space: null };
        }
        word = { runs: [...word.runs, part], width: word.width + partWidth, space: null };
      }
    }
  }
  if (word.runs.length > 0) {
    yield word;
  }
}

/** A long address or name is cut where it must be, rather than run off the paper. */
function cutLong(run: Run, measure: (run: Run) => number, width: number): Run[] {
  if (measure(run) <= width) {
    return [run];
  }
  const parts: Run[] = [];
  let text = "";
  for (const character of run.text) {
    if (text !== "" && measure({ ...run, text: text + character }) > width) {
      parts.push({ ...run, text });
      text = "";
    }
    text += character;
  }
  return [...parts, { ...run, text }];
}

function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && last.font === run.font && last.link === run.link) {
      last.text += run.text;
    } else {
      joined.push({ ...run });
    }
  }
  return joined;
}
