import { readApart } from "@/server/apart/read-apart";

/**
 * The first page of any PDF as a PNG, `width × scale` pixels wide, on white. Throws when the bytes are no PDF, are protected by
 * a password, when the page is out of all proportion, or when drawing goes beyond the limits of a process apart (decision 0028). Scripts
 * and external files of the PDF are not run or fetched.
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
  const drawn = await readApart({ program: "draw-first-page", about: { width: width * scale }, bytes: pdf });
  const [png] = drawn.ok ? drawn.files : [];
  if (!png) throw new Error(`The first page could not be drawn: ${drawn.ok ? "no picture" : drawn.reason}.`);
  return png;
}
