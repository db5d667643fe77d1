// A thread of its own for pdf.js: its Node build replaces JSON, structuredClone and other globals by slower ones (a guide page
// took a tenth longer once it was loaded), and a hostile PDF can be stopped with the thread. Plain JavaScript, because Node
// starts it from the file as it stands.
import { parentPort, workerData } from "node:worker_threads";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const { pdf, width } = workerData;
const task = getDocument({ data: pdf, isEvalSupported: false, useSystemFonts: false, verbosity: 0 });
const document = await task.promise;
const page = await document.getPage(1);
const natural = page.getViewport({ scale: 1 });
if (!(natural.width > 0) || natural.height / natural.width > 10) {
  throw new Error("The first page has no usable size.");
}
const viewport = page.getViewport({ scale: width / natural.width });
// pdf.js's own factory, because its paths and canvases must come from the very copy of @napi-rs/canvas that it loaded.
const { canvas, context } = document.canvasFactory.create(Math.round(viewport.width), Math.round(viewport.height));
await page.render({ canvas: null, canvasContext: context, viewport, background: "#ffffff" }).promise;
parentPort?.postMessage(new Uint8Array(await canvas.encode("png")));
await task.destroy();
