import { z } from "zod";
import { offerRef } from "@/features/credits/schema";

/** Characters that may be pasted at once: about twenty thousand codes, and within what an action takes. */
const MOST_PASTED = 800_000;

const sure = z.literal("on", "Tick the box if you are sure: this cannot be taken back.");
const version = z.coerce.number().int();

/** Codes that are known to have been given since the backup, as pasted. */
export const givenSince = {
  ...offerRef,
  version,
  codes: z
    .string()
    .trim()
    .min(1, "Paste the codes, one on a line.")
    .max(MOST_PASTED, "This is too much for once. Paste half of it, and then the other half."),
  sureGiven: sure,
};

/** All that was unused in the backup. */
export const allUnused = { ...offerRef, version, sureAll: sure };

/** Giving codes again. */
export const reopening = { ...offerRef, version, sureOpen: sure };
