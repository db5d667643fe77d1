import type { EditableGuide, FigureImage, GuideFigure } from "@/content/guides/types";
import { figureOf, findPage } from "../revisions/rules";

/** The guide with a screenshot in the place of a page's figure, or as a page's first figure. Null when the page is gone. */
export function placeScreenshot(
  guide: EditableGuide,
  slug: string,
  image: Omit<FigureImage, "before">,
): EditableGuide | null {
  const page = findPage(guide, slug);
  if (!page) {
    return null;
  }
  const figure = figureOf(guide, page);
  const key = page.figure ?? slug;
  const before = figure?.image ? figure.image.before : figure && { title: figure.title, callOuts: figure.callOuts };
  const bare: GuideFigure = {
    ...{ number: 1, title: page.title, description: image.alt, shapes: [], callOuts: [] },
    ...{ width: image.width, height: image.height },
  };
  return {
    ...guide,
    pages: guide.pages.map((each) => (each === page ? { ...each, figure: key } : each)),
    figures: { ...guide.figures, [key]: { ...(figure ?? bare), image: { ...image, ...(before && { before }) } } },
  };
}

/** The guide with the drawing back, caption and marks as they came with it; without a figure where there was no drawing. */
export function takeScreenshotBack(guide: EditableGuide, slug: string): EditableGuide | null {
  const page = findPage(guide, slug);
  const figure = page && figureOf(guide, page);
  if (!page?.figure || !figure?.image) {
    return null;
  }
  const { image, ...drawing } = figure;
  if (image.before) {
    return { ...guide, figures: { ...guide.figures, [page.figure]: { ...drawing, ...image.before } } };
  }
  const pages = guide.pages.map((each) => (each === page ? { ...each, figure: undefined } : each));
  return { ...guide, pages };
}
