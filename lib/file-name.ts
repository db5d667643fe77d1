/**
 * The name of an uploaded file for showing and for downloads: without folders, control characters and signs that file systems or headers
 * mind, 120 characters at most. The file itself is stored under a name of our own.
 */
export function cleanFileName(name: string, otherwise: string): string {
  const last = name.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const plain = last.replace(/[\p{C}"<>|:*?]/gu, "").trim();
  // What is cut off in front comes off first: a name must not begin with a dot because of it.
  const clean = [...plain]
    .slice(-120)
    .join("")
    .replace(/^[.\s]+/, "");
  return clean || otherwise;
}
