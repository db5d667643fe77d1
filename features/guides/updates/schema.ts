import { z } from "zod";
import { guidePageRef } from "../editor/schema";
import { opened } from "../revisions/schema";

/** What to do with the provider's words of a page, or of the guide as a whole. */
export const updateChoice = { ...guidePageRef, version: opened, choice: z.enum(["take", "keep"]) };
