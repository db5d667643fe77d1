import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What pdf.js has in Node; its published type is `Object`. */
type CanvasFactory = {
  create(
    width: number,
    height: number,
  ): {
    canvas: { encode(format: "png"): Promise<Uint8Array> };
    context: CanvasRenderingContext2D;
  };
};

/**
 * The first page of any PDF as a PNG, `width × scale` pixels wide, on white. Throws when the bytes are no PDF, are protected by a password, or when the page
 * is out of all proportion. Scripts and external files of the PDF are not run or fetched.
 */
export async function renderFirstPage({
  pdf,
  width,
  scale = 1,
}: {
  pdf: Uint8Array;
  width: number;
  scale?: number;
}): Promise<Uint8Array> {
  // pdf.js takes the bytes for its own, hence the copy.
  const task = getDocument({ data: new Uint8Array(pdf), isEvalSupported: false, useSystemFonts: false, verbosity: 0 });
  try {
    const document = await task.promise;
    const page = await document.getPage(1);
    const natural = page.getViewport({ scale: 1 });
    if (!(natural.width > 0) || natural.height / natural.width > 10) {
      throw new Error("The first page has no usable size.");
    }
    const viewport = page.getViewport({ scale: (width * scale) / natural.width });
    // pdf.js's own factory, because its paths and canvases must come from the very copy of @napi-rs/canvas that it loaded.
    const factory = document.canvasFactory as CanvasFactory;
    const { canvas, context } = factory.create(Math.round(viewport.width), Math.round(viewport.height));
    await page.render({ canvas: null, canvasContext: context, viewport, background: "#ffffff" }).promise;
    return await canvas.encode("png");
  } finally {
    await task.destroy();
  }
}
