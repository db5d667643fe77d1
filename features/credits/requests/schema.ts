import { z } from "zod";
import { offerRef } from "@/features/credits/schema";
import { REQUEST_LISTS } from "./rules";

/** A press decides at most as many ticked requests as a page shows; more go by their list and search. */
export const MOST_AT_ONCE = 100;

/** What somebody looks for in the lists of requests. */
export const searchText = z.string().trim().max(100).catch("");

/** Where a decision was made from, to come back to. */
const from = { state: z.enum(REQUEST_LISTS).catch("pending"), q: searchText };
/** The same, from an address. */
export const listPlace = z.object(from);

const requestIds = z.array(z.uuid()).max(MOST_AT_ONCE);

/** The requests that are ticked, and the button that was pressed. */
export const selection = z.preprocess(
  (sent) => (sent instanceof FormData ? { ...Object.fromEntries(sent), request: sent.getAll("request") } : sent),
  z.object({ ...offerRef, ...from, request: requestIds, decision: z.enum(["approve", "decline"]) }),
);

/** Identifiers from an address, or from a field that keeps them with commas; anything else there counts as nothing. */
export const requestsInUrl = z
  .union([z.string().transform((text) => text.split(",")), z.array(z.string())])
  .pipe(requestIds)
  .catch([]);

export const declineReason = z
  .string()
  .trim()
  .min(1, "Write a reason: the participant reads it and knows what to do.")
  .max(1000, "The reason is longer than 1,000 characters; make it shorter.");

export const decline = {
  ...offerRef,
  ...from,
  requests: requestsInUrl,
  reason: declineReason,
};
