import { z } from "zod";
import { courseRef } from "@/features/courses/schema";

/** What the form of a new attachment sends. */
export const attachmentUpload = {
  ...courseRef,
  title: z
    .string()
    .trim()
    .min(1, "Give the attachment a title, such as Information from the sponsor.")
    .max(120, "Shorten this to 120 characters.")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "Take out the line break or other invisible character in it."),
  file: z.instanceof(File).optional(),
};

/** Names one attachment of a course. */
export const attachmentRef = { ...courseRef, attachment: z.uuid() };
