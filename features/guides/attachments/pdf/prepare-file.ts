import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { renderFirstPage } from "@/features/guides/pdf/thumbnail";
import { attachmentKinds, LARGEST_ATTACHMENT, MOST_PIXELS } from "../rules";

/** An upload made ready for storing: the bytes to keep, what they are, and a picture of their first page as PNG. */
export type PreparedFile = { data: Uint8Array<ArrayBuffer>; mediaType: string; thumbnail: Uint8Array<ArrayBuffer> };

/** The width of a thumbnail on the page; the picture has twice as many pixels, for sharp screens. */
const WIDTH = 250;
const SCALE = 2;

/**
 * Makes an upload ready: typed by its first bytes and by nothing that its sender says. Images are decoded within limits and written anew,
 * so that nothing but the picture is left; a PDF is kept as it is and must show a first page. Refuses, with a sentence, other types, more
 * than `LARGEST_ATTACHMENT` bytes, more than `MOST_PIXELS` pixels, and what cannot be opened.
 */
export async function prepareFile(
  bytes: Uint8Array,
): Promise<{ ok: true; file: PreparedFile } | { ok: false; sentence: string }> {
  if (bytes.length === 0) {
    return refuse("This file is empty. Choose another one.");
  }
  if (bytes.length > LARGEST_ATTACHMENT) {
    return refuse("This file is larger than 10 MB. Make it smaller, or put it elsewhere and link to it.");
  }
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? "";
  const kind = attachmentKinds[mediaType];
  if (!kind) {
    return refuse("Only PDF, PNG, JPEG and WebP files can be attached, and by its content this file is none of them.");
  }
  try {
    return kind.kind === "pdf" ? await preparePdf(bytes) : await prepareImage(bytes, mediaType);
  } catch {
    return refuse(
      `This ${kind.word} cannot be opened: it may be damaged, protected by a password, or far too large. Save it anew, and try again.`,
    );
  }
}

function refuse(sentence: string) {
  return { ok: false, sentence } as const;
}

async function preparePdf(bytes: Uint8Array): Promise<{ ok: true; file: PreparedFile }> {
  const thumbnail = await renderFirstPage({ pdf: bytes, width: WIDTH, scale: SCALE });
  return {
    ok: true,
    file: { data: Uint8Array.from(bytes), mediaType: "application/pdf", thumbnail: Uint8Array.from(thumbnail) },
  };
}

async function prepareImage(bytes: Uint8Array, mediaType: string): Promise<{ ok: true; file: PreparedFile }> {
  const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" }).rotate();
  const format =
    mediaType === "image/png"
      ? image.clone().png()
      : mediaType === "image/webp"
        ? image.clone().webp()
        : image.clone().jpeg({ quality: 88 });
  const [data, thumbnail] = await Promise.all([
    format.toBuffer(),
    image
      .clone()
      .resize({ width: WIDTH * SCALE, withoutEnlargement: true })
      .png()
      .toBuffer(),
  ]);
  return { ok: true, file: { data: Uint8Array.from(data), mediaType, thumbnail: Uint8Array.from(thumbnail) } };
}
