/** The kinds of file that a course may have attached, by the type that their bytes show. */
export const attachmentKinds: Readonly<Record<string, { kind: "pdf" | "image"; extension: string; word: string }>> = {
  "application/pdf": { kind: "pdf", extension: "pdf", word: "PDF" },
  "image/png": { kind: "image", extension: "png", word: "PNG image" },
  "image/jpeg": { kind: "image", extension: "jpg", word: "JPEG image" },
  "image/webp": { kind: "image", extension: "webp", word: "WebP image" },
};

/** The largest attachment in bytes. */
export const LARGEST_ATTACHMENT = 10 * 1024 * 1024;

/** The name under which an attachment is downloaded: the given one, with the ending of what the bytes really are. */
export function downloadName(fileName: string, mediaType: string): string {
  const extension = attachmentKinds[mediaType]?.extension ?? "bin";
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "") || "attachment";
  return `${stem}.${extension}`;
}

/** "1.4 MB": a size in bytes for people. */
export function writeSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
