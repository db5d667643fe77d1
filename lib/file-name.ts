/**
 * The name of an uploaded file for showing and for downloads: without folders, control characters and signs that file systems or headers
 * mind, 120 characters at most. The file itself is stored under a name of our own.
 */
export function cleanFileName(name: string, otherwise: string): string {
  const last = name.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const clean = last
    .replace(/[\p{C}"<>|:*?]/gu, "")
    .replace(/^[.\s]+/, "")
    .trim();
  return [...clean].slice(-120).join("") || otherwise;
}
