import { z } from "zod";
import { offerRef } from "@/features/credits/schema";

/** Marks a page of an offer's guide as done (`done` is "true") or takes that back ("false"). */
export const pageMark = {
  ...offerRef,
  page: z.string().min(1).max(120),
  done: z.enum(["true", "false"]).transform((text) => text === "true"),
};
