import { z } from "zod";
import { offerRef } from "@/features/credits/schema";

const count = z.coerce
  .number({ error: "Write how many, as a whole number." })
  .int("Write how many, as a whole number.")
  .min(1, "Write how many: 1 or more.")
  .max(100_000, "At most 100,000 at once.");

export const codeCount = { ...offerRef, count };

/** A move of unused codes; `target` is the slug of the other offer. */
export const codeMove = { ...offerRef, count, target: z.string().min(1, "Choose an offer.").max(120) };

/** One code, as pasted. Whatever came in as a code can be named, so its letters are not judged. */
export const pastedCode = {
  ...offerRef,
  code: z.string().trim().min(1, "Paste the code.").max(300, "A code is shorter."),
};
