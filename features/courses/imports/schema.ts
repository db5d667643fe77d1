import { z } from "zod";
import { courseRef } from "@/features/courses/schema";

/** Names one import of a course. */
export const importRef = { ...courseRef, import: z.uuid() };

/** How the file of an import is read, as it is kept with it. */
export const fileFormat = z.object({
  source: z.enum(["text", "workbook"]),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1250", "windows-1251", "macintosh"]),
  separator: z.enum([",", ";", "\t", "|"]),
});
export type FileFormat = z.infer<typeof fileFormat>;

/** What the form sends that chooses how a file is read. A tab is sent by name, because a form may trim it. */
export const readAs = {
  ...importRef,
  encoding: fileFormat.shape.encoding,
  separator: z.preprocess((value) => (value === "tab" ? "\t" : value), fileFormat.shape.separator),
};

/** A column as a form names it: its number counted from 0, or -1 for none. */
export const columnNumber = z.coerce.number().int().min(-1).max(199).default(-1);

/** A box of a form: ticked or not there. */
export const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined);
