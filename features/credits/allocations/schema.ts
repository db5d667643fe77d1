import { z } from "zod";
import { offerRef } from "@/features/credits/schema";
import { LONGEST_REASON } from "./rules";

export const allocationRef = { ...offerRef, allocationId: z.uuid() };

/** The end of an allocation, with a reason if the instructor writes one. */
export const ending = {
  ...allocationRef,
  reason: z
    .string()
    .trim()
    .max(LONGEST_REASON, "The reason is longer than 500 characters; make it shorter.")
    .default(""),
};

/** A replacement; the code comes from the pool or from the spares. */
export const replacement = { ...allocationRef, from: z.enum(["pool", "spares"]).default("pool") };

/** A code that somebody pasted into the search. It comes by POST and never goes into an address. */
export const codeSearch = { ...offerRef, code: z.string().max(300) };
