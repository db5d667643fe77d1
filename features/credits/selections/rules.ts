import type { z } from "zod";
import type { AllocationState } from "@/features/credits/rules";
import type { tableQuery } from "./schema";

/** Every state, in the order in which an allocation comes to it. */
export const STATES = ["ALLOCATED", "REVEALED", "REDEEMED", "REPORTED", "REPLACED", "REVOKED", "RELEASED"] as const;

/** Counting stops here: a table of a million is as quick as one of a thousand, and nobody counts further by eye. */
export const COUNT_LIMIT = 1000;

/** By state means in the order of STATES, and in each the newest first. */
export type Sort = "newest" | "oldest" | "name" | "state";

/** Which allocations are wanted. `q` is the beginning of a word of the name, or of the address; empty: everybody. */
export type TableFilter = { q: string; state: AllocationState | null; batch: string | null };

/** An allocation that a page begins or ends with, and the state that it was shown in. */
export type Key = { id: string; state?: AllocationState };

/** Where a page begins: after or before an allocation, at the very beginning, or so that it ends the list. */
export type Place = { kind: "first" } | { kind: "last" } | ({ kind: "after" | "before" } & Key);

export type TableWish = { filter: TableFilter; sort: Sort; place: Place };

/** Reads what the address of the table says. A search has an order of its own: by the word that was found. */
export function readWish(query: z.infer<typeof tableQuery>): TableWish {
  const state = query.state ? (query.state.toUpperCase() as AllocationState) : null;
  const shownIn = query.sort === "state" && query.in ? { state: query.in.toUpperCase() as AllocationState } : {};
  const place: Place = query.after
    ? { kind: "after", id: query.after, ...shownIn }
    : query.before
      ? { kind: "before", id: query.before, ...shownIn }
      : { kind: query.page === "last" ? "last" : "first" };
  return {
    filter: { q: (query.q ?? "").replace(/\s+/g, " "), state, batch: query.batch ?? null },
    sort: query.sort ?? "newest",
    place,
  };
}

/** The same wish as an address after the question mark, without what goes without saying; empty for the bare table. */
export function writeWish({ filter, sort, place }: TableWish): string {
  const entries = {
    ...writeFilter(filter),
    sort: sort === "newest" ? "" : sort,
    after: place.kind === "after" ? place.id : "",
    before: place.kind === "before" ? place.id : "",
    in: sort === "state" && "id" in place ? (place.state?.toLowerCase() ?? "") : "",
    page: place.kind === "last" ? "last" : "",
  };
  const query = new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== ""));
  return query.size > 0 ? `?${query}` : "";
}

/** A filter as the fields of a form or an address; empty where it asks for nothing. */
export function writeFilter({ q, state, batch }: TableFilter): { q: string; state: string; batch: string } {
  return { q, state: state?.toLowerCase() ?? "", batch: batch ?? "" };
}

/** Whether everything is wanted. */
export function isUnfiltered({ q, state, batch }: TableFilter): boolean {
  return q === "" && state === null && batch === null;
}

/** "412", or "more than 1,000" where counting has stopped. */
export function writeCount(count: number): string {
  return count > COUNT_LIMIT ? `more than ${COUNT_LIMIT.toLocaleString("en")}` : count.toLocaleString("en");
}
