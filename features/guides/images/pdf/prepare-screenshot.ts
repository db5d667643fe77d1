import sharp from "sharp";
import { LARGEST_ATTACHMENT } from "@/features/guides/attachments/rules";
import { openUpload } from "@/server/open-upload";

/** A screenshot made ready for storing: WebP, its size in pixels. */
export type Screenshot = { data: Uint8Array<ArrayBuffer>; width: number; height: number };

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const WIDEST = 1600;

const OTHER_TYPE = "Only PNG, JPEG and WebP pictures can be shown, and by its content this file is none of them.";
const DAMAGED = "This picture cannot be opened: it may be damaged. Save it anew, and try again.";

/**
 * Decodes an uploaded picture within limits and writes it anew as WebP, 1600 pixels wide at most: nothing but the picture is left of the file. Typed by its
 * first bytes. Refuses, with a sentence, other types, more than 10 MB, what `openUpload` refuses (pixels, time, memory), and what cannot be opened.
 */
export async function prepareScreenshot(
  bytes: Uint8Array,
): Promise<{ ok: true; screenshot: Screenshot } | { ok: false; sentence: string }> {
  if (bytes.length > LARGEST_ATTACHMENT) {
    return { ok: false, sentence: "This file is larger than 10 MB. Make it smaller first." };
  }
  const opened = await openUpload({ bytes, types: TYPES, format: "webp", widest: WIDEST });
  if (!opened.ok || !opened.upload.file) {
    const reason = opened.ok ? "unreadable" : opened.reason;
    return {
      ok: false,
      sentence: (opened.ok ? null : opened.sentence) ?? (reason === "other-type" ? OTHER_TYPE : DAMAGED),
    };
  }
  const { file, width, height } = opened.upload;
  return { ok: true, screenshot: { data: file, width, height } };
}

/** The same picture on white, as the handout's PDF can hold it. Of our own WebP only, which is why it happens here. */
export async function toPrint(webp: Uint8Array): Promise<Buffer> {
  return sharp(webp).flatten({ background: "#ffffff" }).png().toBuffer();
}
