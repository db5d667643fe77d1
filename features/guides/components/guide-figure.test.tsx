import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { guides } from "@/content/guides/index";
import type { GuideFigure as Figure } from "@/content/guides/types";
import { GuideFigure } from "@/features/guides/components/guide-figure";

const figures = guides.flatMap((guide) =>
  Object.values(guide.figures).map((figure) => [figure.title, figure] as const),
);
const draw = (figure: Figure) => renderToStaticMarkup(<GuideFigure figure={figure} course="c" offer="o" />);

describe.each(figures)("the drawing of %s", (_, figure) => {
  const html = draw(figure);

  it("is an image with a title and a description of its own", () => {
    const id = `figure-${figure.number}`;
    expect(html).toContain(`viewBox="0 0 ${figure.width} ${figure.height}"`);
    expect(html).toContain(`role="img" aria-labelledby="${id}-title ${id}-desc"`);
    expect(html).toContain(`<title id="${id}-title">Figure ${figure.number}. ${figure.title}</title>`);
    expect(html).toContain(`<desc id="${id}-desc">${figure.description}`);
  });

  it("has each mark in the drawing, in its description and in the list below it", () => {
    expect(html.match(/<circle/g)).toHaveLength(figure.callOuts.length);
    for (const { number, label } of figure.callOuts) {
      expect(html).toMatch(new RegExp(`<text [^>]*text-anchor="middle"[^>]*>${number}</text>`));
      expect(html).toContain(`${number}: ${label}.`);
      expect(html).toContain(`<li>${label}</li>`);
    }
  });

  it("takes every colour from the tokens, so that dark, print and forced colours reach it", () => {
    const paints = Array.from(html.matchAll(/(?:fill|stroke)="([^"]+)"/g), (match) => match[1]);
    expect(paints.length).toBeGreaterThan(10);
    for (const paint of paints) {
      expect(paint).toMatch(/^(none|var\(--figure-[a-z-]+\))$/);
    }
  });

  it("needs no script and no style", () => {
    expect(html).not.toMatch(/<script|\son[a-z]+=|style=/i);
  });
});

it("escapes what it draws", () => {
  const html = draw({
    number: 9,
    title: "<b>",
    description: '"&',
    width: 100,
    height: 100,
    shapes: [{ kind: "text", x: 1, y: 20, text: "<script>", size: 14, fill: "ink" }],
    callOuts: [],
  });
  expect(html).toContain("Figure 9. &lt;b&gt;</title>");
  expect(html).toContain("&quot;&amp;");
  expect(html).toContain("&lt;script&gt;");
});
