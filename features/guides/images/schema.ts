import { z } from "zod";
import { guidePageRef } from "../editor/schema";
import { opened } from "../revisions/schema";

/** What the form of a screenshot sends. */
export const screenshotUpload = {
  ...guidePageRef,
  version: opened,
  alt: z
    .string()
    .trim()
    .min(20, "Describe the screenshot in a sentence or more, for people who cannot see it.")
    .max(1000, "Shorten this to 1,000 characters."),
  file: z.instanceof(File).optional(),
};

/** Takes the screenshot of a page back. */
export const screenshotRef = { ...guidePageRef, version: opened };
