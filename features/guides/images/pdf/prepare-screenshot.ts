import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { LARGEST_ATTACHMENT, MOST_PIXELS } from "@/features/guides/attachments/rules";

/** A screenshot made ready for storing: WebP, its size in pixels. */
export type Screenshot = { data: Uint8Array<ArrayBuffer>; width: number; height: number };

const TYPES = new Set(["image/png", "image/jpeg", "image/webp"]);
const WIDEST = 1600;

/**
 * Decodes an uploaded picture within limits and writes it anew as WebP, 1600 pixels wide at most: nothing but the picture is left of the file. Typed by its
 * first bytes. Refuses, with a sentence, other types, more than 10 MB, more than 40 megapixels, and what cannot be opened.
 */
export async function prepareScreenshot(
  bytes: Uint8Array,
): Promise<{ ok: true; screenshot: Screenshot } | { ok: false; sentence: string }> {
  if (bytes.length > LARGEST_ATTACHMENT) {
    return { ok: false, sentence: "This file is larger than 10 MB. Make it smaller first." };
  }
  if (!TYPES.has((await fileTypeFromBuffer(bytes))?.mime ?? "")) {
    return {
      ok: false,
      sentence: "Only PNG, JPEG and WebP pictures can be shown, and by its content this file is none of them.",
    };
  }
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
      .rotate()
      .resize({ width: WIDEST, withoutEnlargement: true })
      .webp({ quality: 90 })
      .toBuffer({ resolveWithObject: true });
    return { ok: true, screenshot: { data: Uint8Array.from(data), width: info.width, height: info.height } };
  } catch {
    return {
      ok: false,
      sentence: "This picture cannot be opened: it may be damaged or far too large. Save it anew, and try again.",
    };
  }
}

/** The same picture on white, as the handout's PDF can hold it. */
export async function toPrint(webp: Uint8Array): Promise<Buffer> {
  return sharp(webp).flatten({ background: "#ffffff" }).png().toBuffer();
}
