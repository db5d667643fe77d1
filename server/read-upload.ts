import { cleanFileName } from "@/lib/file-name";
import type { Problems } from "@/lib/form-state";

/** A file as a form sent it, under a clean name. */
export type Upload = { fileName: string; bytes: Uint8Array };

/** The largest file that is taken, in bytes; `bodySizeLimit` in next.config.ts leaves room for the rest of its form. */
export const LARGEST_UPLOAD = 10 * 1024 * 1024;

/**
 * A file field that was left alone sends a file without bytes: without a name from a plain form, and by React's own sending under one
 * of the other names.
 */
const NO_NAMES = new Set(["", "blob", "undefined"]);

/**
 * Reads the file that a form sent as a whole. Refuses, beside the field, none (`missing` is the sentence for it) and more than `LARGEST_UPLOAD`
 * bytes. Files of codes and rosters come in another way (server/guarded-upload.ts).
 */
export async function readUpload({
  file,
  missing,
}: {
  file?: File | undefined;
  missing: string;
}): Promise<{ ok: true; upload: Upload } | { ok: false; problems: Problems }> {
  if (!file || (file.size === 0 && NO_NAMES.has(file.name))) {
    return { ok: false, problems: { file: [missing] } };
  }
  if (file.size > LARGEST_UPLOAD) {
    return { ok: false, problems: { file: ["This file is larger than 10 MB. Make it smaller, then send it again."] } };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { ok: true, upload: { fileName: cleanFileName(file.name, "file"), bytes } };
}
