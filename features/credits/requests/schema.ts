import { z } from "zod";
import { offerRef } from "@/features/credits/schema";

export const requestRef = { ...offerRef, requestId: z.uuid() };

export const decline = {
  ...requestRef,
  reason: z
    .string()
    .trim()
    .min(1, "Write a reason: the participant reads it and knows what to do.")
    .max(1000, "The reason is longer than 1,000 characters; make it shorter."),
};
