import { paths } from "@/lib/paths";

/** Where one is in the requests of an offer: which list, and what is looked for. */
export type ListPlace = { at: { course: string; offer: string }; state: string; search: string };

/** The address of a list of requests; `more` goes along where it says something. */
export function listAddress({ at, state, search }: ListPlace, more: { after?: string; select?: "all" } = {}): string {
  const query = Object.entries({ state, q: search, ...more }).filter(([, value]) => value);
  return `${paths.requests(at)}?${new URLSearchParams(query)}`;
}
