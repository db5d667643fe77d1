import { cleanFileName } from "@/lib/file-name";
import type { Problems } from "@/lib/form-state";
import type { HeldUpload } from "./held-uploads";

/** The largest file that is taken, in bytes; `bodySizeLimit` in next.config.ts leaves room for the rest of its form. */
export const LARGEST_UPLOAD = 10 * 1024 * 1024;

/**
 * A file field that was left alone sends a file without bytes: without a name from a plain form, and by React's own sending under one
 * of the other names.
 */
const NO_NAMES = new Set(["", "blob", "undefined"]);

/**
 * Reads what a form sent as a file (`file`) or as pasted text (`pasted`). Refuses, beside the field, neither and both, and more
 * than `LARGEST_UPLOAD` bytes. `missing` is the sentence for neither.
 */
export async function readUpload({
  file,
  pasted = "",
  missing = "Choose a file, or paste the lines into the box below.",
}: {
  file?: File | undefined;
  pasted?: string;
  missing?: string;
}): Promise<{ ok: true; upload: HeldUpload } | { ok: false; problems: Problems }> {
  const hasText = pasted.trim() !== "";
  const chosen = file && !(file.size === 0 && NO_NAMES.has(file.name)) ? file : undefined;
  if (chosen && hasText) {
    return { ok: false, problems: { file: ["You chose a file and pasted lines as well. Send one of the two."] } };
  }
  if (!chosen) {
    return hasText
      ? { ok: true, upload: { fileName: "pasted lines", bytes: Buffer.from(pasted) } }
      : { ok: false, problems: { file: [missing] } };
  }
  if (chosen.size > LARGEST_UPLOAD) {
    return {
      ok: false,
      problems: {
        file: ["This file is larger than 10 MB. Make it smaller, or split it and send one part after the other."],
      },
    };
  }
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  return { ok: true, upload: { fileName: cleanFileName(chosen.name, "file"), bytes } };
}
