// A program for PDFs (features/guides/pdf/thumbnail.ts), run by server/apart/read-apart.ts. pdf.js stays out of the portal also because its Node
// build replaces JSON, structuredClone and other globals by slower ones.
import { answer } from "./answer.mjs";
import { drawPage } from "./draw-page.mjs";

await answer(({ about, bytes }) => drawPage({ pdf: bytes, width: about.width }));
