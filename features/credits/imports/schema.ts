import { z } from "zod";
import { offerRef } from "@/features/offers/schema";

/** What the form of a dry run sends: a file or pasted lines. */
export const codesUpload = {
  ...offerRef,
  file: z.instanceof(File).optional(),
  pasted: z.string().max(10_000_000, "This is too much to paste. Send it as a file.").default(""),
};

/** Takes codes for good that were looked at before; `check` names the held upload. */
export const codesCheckRef = { ...offerRef, check: z.uuid() };
