import { openUpload } from "@/server/open-upload";
import { attachmentKinds, LARGEST_ATTACHMENT } from "../rules";

/** An upload made ready for storing: the bytes to keep, what they are, and a picture of their first page as PNG. */
export type PreparedFile = { data: Uint8Array<ArrayBuffer>; mediaType: string; thumbnail: Uint8Array<ArrayBuffer> };

/** The width of a thumbnail on the page; the picture has twice as many pixels, for sharp screens. */
const WIDTH = 250;
const SCALE = 2;

const OTHER_TYPE = "Only PDF, PNG, JPEG and WebP files can be attached, and by its content this file is none of them.";
const DAMAGED =
  "This file cannot be opened: it may be damaged, or protected by a password. Save it anew, and try again.";

/**
 * Makes an upload ready: typed by its first bytes and by nothing that its sender says. Images are decoded within limits and written anew,
 * so that nothing but the picture is left; a PDF is kept as it is and must show a first page. Refuses, with a sentence, other types, more
 * than `LARGEST_ATTACHMENT` bytes, what `openUpload` refuses (pixels, pages, time, memory), and what cannot be opened.
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
  const opened = await openUpload({ bytes, types: Object.keys(attachmentKinds), thumbnail: WIDTH * SCALE });
  if (!opened.ok) {
    return refuse(opened.sentence ?? (opened.reason === "other-type" ? OTHER_TYPE : DAMAGED));
  }
  const { file, mediaType, thumbnail } = opened.upload;
  return thumbnail
    ? { ok: true, file: { data: file ?? Uint8Array.from(bytes), mediaType, thumbnail } }
    : refuse(DAMAGED);
}

function refuse(sentence: string) {
  return { ok: false, sentence } as const;
}
