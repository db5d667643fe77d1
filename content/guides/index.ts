import { awsGuide } from "@/content/guides/aws/guide";
import type { Guide } from "@/content/guides/types";

/** Every guide of this portal. A new provider is a folder beside `aws/` and a line here. */
export const guides: readonly Guide[] = [awsGuide];

/** The guide with this slug, or null: an offer may name a guide that a later version no longer has. */
export function findGuide(slug: string): Guide | null {
  return guides.find((guide) => guide.slug === slug) ?? null;
}
