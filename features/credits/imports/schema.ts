import { z } from "zod";
import { columnNumber, importRef, ticked } from "@/features/courses/imports/schema";
import { MOST_SKIPPED } from "./rules";

/** The columns of a file of codes and what is to become of them, as they are kept with its import. */
export const codesOptions = z.object({
  columns: z.object({
    header: z.boolean(),
    /** Lines above the names of the columns. Imports of before have none. */
    skip: z.number().int().min(0).default(0),
    code: z.number().int().min(0),
    amount: z.number().int(),
    expiry: z.number().int(),
    link: z.number().int(),
  }),
  /** Kept aside for replacements, so that no request is answered with them. */
  spares: z.boolean().default(false),
});

/** What the form of columns sends. */
export const codesColumns = {
  ...importRef,
  header: ticked,
  skip: z.coerce.number().int().min(0).max(MOST_SKIPPED).default(0),
  code: columnNumber.refine((column) => column >= 0, "Choose the column with the codes."),
  amount: columnNumber,
  expiry: columnNumber,
  link: columnNumber,
};

/** What the button that takes codes in for good sends. */
export const codesWishes = { ...importRef, spares: ticked };
