import type { FigurePaint, FigureShape, GuideFigure } from "@/content/guides/types";
import { describeFigure } from "@/features/guides/rules";

/** Tokens of app/globals.css: they know light, dark, forced colours and paper, so that the drawing need not. */
const colours: Record<FigurePaint, string> = {
  paper: "var(--figure-paper)",
  panel: "var(--figure-accent-wash)",
  line: "var(--figure-line)",
  ink: "var(--figure-ink)",
  muted: "var(--figure-muted)",
  accent: "var(--figure-accent)",
  "on-accent": "var(--figure-accent-ink)",
};

const drawn = new WeakMap<GuideFigure, string>();

/**
 * The inside of a figure's <svg> as a string: a title, a description, the shapes, the numbered marks. Drawn once per figure and process, because
 * React would otherwise make and serialise some forty elements for each request. The texts come from content/ and are escaped all the same.
 */
export function drawFigureSvg(figure: GuideFigure): string {
  const known = drawn.get(figure);
  if (known !== undefined) {
    return known;
  }
  const id = figureId(figure);
  const svg = [
    `<title id="${id}-title">Figure ${figure.number}. ${escapeXml(figure.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(describeFigure(figure))}</desc>`,
    ...figure.shapes.map(drawShape),
    ...figure.callOuts.map(
      ({ number, x, y }) =>
        `<circle cx="${x}" cy="${y}" r="11" fill="${colours.accent}" stroke="${colours.paper}" stroke-width="2.5"/>` +
        `<text x="${x}" y="${y + 5}" font-size="14" font-weight="700" text-anchor="middle" fill="${colours["on-accent"]}">${number}</text>`,
    ),
  ].join("");
  drawn.set(figure, svg);
  return svg;
}

/** Start of the ids inside a figure: a guide numbers its figures, and a page shows one guide. */
export function figureId(figure: GuideFigure): string {
  return `figure-${figure.number}`;
}

function drawShape(shape: FigureShape): string {
  switch (shape.kind) {
    case "box":
      return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}"${
        shape.radius ? ` rx="${shape.radius}"` : ""
      } fill="${shape.fill ? colours[shape.fill] : "none"}"${shape.stroke ? ` stroke="${colours[shape.stroke]}"` : ""}/>`;
    case "line":
      return `<path d="M${shape.from.join(" ")}L${shape.to.join(" ")}" stroke="${colours[shape.stroke]}"/>`;
    case "text":
      return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}"${shape.bold ? ' font-weight="650"' : ""}${
        shape.anchor ? ` text-anchor="${shape.anchor}"` : ""
      } fill="${colours[shape.fill]}">${escapeXml(shape.text)}</text>`;
  }
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
