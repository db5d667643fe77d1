/** Joins class names and skips what is empty. Classes are never merged by meaning: a caller adds layout, not looks. */
export function joinClass(...names: ReadonlyArray<string | false | null | undefined>): string {
  return names.filter(Boolean).join(" ");
}
