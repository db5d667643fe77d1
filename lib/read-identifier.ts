/** A UUID from a page's address, or null for anything else: what is no identifier names nothing, and is not asked for. */
export function readIdentifier(value: string | string[] | undefined): string | null {
  return typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : null;
}
