import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const MOST_PAGES = 1_000;
const MOST_PIXELS = 40_000_000;

/** The first page of a PDF as PNG, on white. `{ reason }` for one with too many pages; throws for what cannot be drawn. */
export async function drawPage({ pdf, width }) {
  const task = getDocument({
    data: new Uint8Array(pdf),
    isEvalSupported: false,
    useSystemFonts: false,
    maxImageSize: MOST_PIXELS,
    verbosity: 0,
  });
  const document = await task.promise;
  if (document.numPages > MOST_PAGES) return { reason: "too-many-pages" };
  const page = await document.getPage(1);
  const natural = page.getViewport({ scale: 1 });
  if (!(natural.width > 0) || natural.height / natural.width > 10) {
    throw new Error("The first page has no usable size.");
  }
  const viewport = page.getViewport({ scale: width / natural.width });
  // pdf.js's own factory, because its paths and canvases must come from the very copy of @napi-rs/canvas that it loaded.
  const { canvas, context } = document.canvasFactory.create(Math.round(viewport.width), Math.round(viewport.height));
  await page.render({ canvas: null, canvasContext: context, viewport, background: "#ffffff" }).promise;
  return { files: [Buffer.from(await canvas.encode("png"))] };
}
