import { z } from "zod";
import { offerRef } from "@/features/credits/schema";

export const allocationRef = { ...offerRef, allocationId: z.uuid() };

/** A replacement; the code comes from the pool or from the spares. */
export const replacement = { ...allocationRef, from: z.enum(["pool", "spares"]).default("pool") };

/** A code that somebody pasted into the search. It comes by POST and never goes into an address. */
export const codeSearch = { ...offerRef, code: z.string().max(300) };
