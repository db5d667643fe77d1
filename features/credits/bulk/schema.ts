import { z } from "zod";
import { offerRef } from "@/features/credits/schema";
import { tableQuery } from "@/features/credits/selections/schema";

/** The most that can be ticked on pages and sent along; more go by their filter. */
const MOST_TICKED = 500;

const identifiers = z
  .string()
  .max(MOST_TICKED * 37)
  .transform((text) => text.split(",").filter((id) => id !== ""))
  .pipe(z.array(z.uuid()).max(MOST_TICKED));

const scope = z.enum(["ticked", "all"]).catch("ticked");
const filter = { q: tableQuery.shape.q, state: tableQuery.shape.state, batch: tableQuery.shape.batch };

/** What the address of a confirmation page says: boxes ticked on the table, or all that match its filter. */
export const chosenInUrl = z.object({
  ...filter,
  scope,
  act: z.enum(["release", "revoke"]).catch("release"),
  id: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(MOST_TICKED)])
    .optional()
    .catch(undefined)
    .transform((ids) => ids ?? []),
});

export const bulkAllocations = { ...offerRef, ...filter, scope, act: z.enum(["release", "revoke"]), ids: identifiers };

/** Giving codes to people who have none: those ticked, or all that match a search. */
export const bulkGiving = { ...offerRef, q: tableQuery.shape.q, scope, ids: identifiers };

/** Names one act on many of an offer. */
export const bulkRef = { ...offerRef, bulk: z.uuid() };
