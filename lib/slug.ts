/**
 * Makes the readable part of a URL from a title: plain lower-case letters and digits with hyphens, 60 characters at most.
 * Titles without any such letter give `otherwise`; so does a title whose slug is taken by a page of its own ("new").
 */
export function toSlug(title: string, otherwise: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return slug === "" || slug === "new" ? otherwise : slug;
}

/** The n-th choice of a slug, where the first ones are taken: `course`, `course-2`, `course-3`. */
export function numberSlug(slug: string, attempt: number): string {
  return attempt === 1 ? slug : `${slug}-${attempt}`;
}
