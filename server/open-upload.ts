import { z } from "zod";
import { apartSentences, readApart } from "./apart/read-apart";

/** What an upload turned out to be. A picture comes written anew in `file`; a PDF has no size, and its `file` is null: it is kept as it came. */
export type OpenedUpload = {
  mediaType: string;
  width: number;
  height: number;
  file: Uint8Array<ArrayBuffer> | null;
  thumbnail: Uint8Array<ArrayBuffer> | null;
};

const facts = z.object({ mediaType: z.string(), width: z.int().default(0), height: z.int().default(0) });

/** The most pixels that a picture may unfold to. */
const MOST_PIXELS = 40_000_000;

const SENTENCES: Readonly<Record<string, string>> = {
  ...apartSentences,
  "too-many-pixels":
    "This picture has more than 40 megapixels, so that it was not opened. Make it smaller, then send it again.",
  "too-many-pages": "This PDF has more than 1,000 pages. Take out those that are needed, then send it again.",
};

/**
 * Opens a picture (PNG, JPEG, WebP) or a PDF that somebody sent, apart from the portal's process (decision 0028), and tells what it is by its bytes alone.
 * Pictures are written anew, as `format` or as they are, `widest` pixels wide at most; with `thumbnail` there comes a PNG of so many
 * pixels' width. Refuses with a reason, and a sentence where it is known here: other types than `types` are `other-type`.
 */
export async function openUpload({
  bytes,
  ...about
}: {
  bytes: Uint8Array;
  types: readonly string[];
  format?: "webp";
  widest?: number;
  thumbnail?: number;
}): Promise<{ ok: true; upload: OpenedUpload } | { ok: false; reason: string; sentence: string | null }> {
  const read = await readApart({ program: "open-upload", about: { ...about, mostPixels: MOST_PIXELS }, bytes });
  const told = read.ok ? facts.safeParse(read.facts) : null;
  if (!read.ok || !told?.success || !about.types.includes(told.data.mediaType)) {
    const reason = read.ok ? "unreadable" : read.reason;
    return { ok: false, reason, sentence: SENTENCES[reason] ?? null };
  }
  const [first, second] = read.files.map((file) => Uint8Array.from(file));
  const isPdf = told.data.mediaType === "application/pdf";
  const [file = null, thumbnail = null] = isPdf ? [null, first] : [first, second];
  return { ok: true, upload: { ...told.data, file, thumbnail } };
}
