import { z } from "zod";
import { offerRef } from "@/features/offers/schema";
import { QUESTION_LENGTH } from "./rules";

/** What the form of a question sends. */
export const questionFields = {
  ...offerRef,
  text: z
    .string()
    .trim()
    .min(1, "Write the question, such as: What will you use the credit for?")
    .max(QUESTION_LENGTH, `Shorten this to ${QUESTION_LENGTH} characters.`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "Take out the line break or other invisible character in it."),
  required: z.literal("on").optional(),
};

/** Names a question of an offer. */
export const questionRef = { ...offerRef, question: z.uuid() };

/** Moves a question by one place. */
export const questionMove = { ...questionRef, direction: z.enum(["up", "down"]) };
