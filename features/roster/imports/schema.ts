import { z } from "zod";
import { courseRef } from "@/features/courses/schema";

const file = z.instanceof(File).optional();

/** What the form of a dry run sends: a file or pasted lines. */
export const rosterUpload = {
  ...courseRef,
  file,
  pasted: z.string().max(10_000_000, "This is too much to paste. Send it as a file.").default(""),
};

/** Takes a roster for good that was looked at before; `check` names the held upload. */
export const rosterCheckRef = { ...courseRef, check: z.uuid() };
