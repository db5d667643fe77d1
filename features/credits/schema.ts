import { z } from "zod";

/** Names an offer by the slugs of its URL. */
export const offerRef = { course: z.string().min(1).max(120), offer: z.string().min(1).max(120) };

/** A report that a code does not work; `cause` is one of the guide's problems, `confirmed` the box that says what was tried. */
export const problemReport = { ...offerRef, cause: z.string().min(1).max(60), confirmed: z.literal("on") };

/** An identifier from a page's address; anything else there counts as nothing. */
export const identifierInUrl = z.uuid().optional().catch(undefined);
