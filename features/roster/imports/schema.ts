import { z } from "zod";
import { columnNumber, importRef, ticked } from "@/features/courses/imports/schema";

const column = z.number().int();

/** The columns of a roster and what is to become of it, as they are kept with its import. */
export const rosterOptions = z.object({
  columns: z.object({
    header: z.boolean(),
    email: column.min(0),
    name: column,
    givenName: column,
    familyName: column,
    role: column,
    /** Imports of before have none. */
    status: column.default(-1),
  }),
  /** Take over names and roles that differ. */
  update: z.boolean().default(false),
  /** Remove at most so many people who are not in the file; null: nobody. */
  removeAtMost: z.number().int().nullable().default(null),
});

/** What the form of columns sends. */
export const rosterColumns = {
  ...importRef,
  header: ticked,
  email: columnNumber.refine((number) => number >= 0, "Choose the column with the addresses."),
  name: columnNumber,
  givenName: columnNumber,
  familyName: columnNumber,
  role: columnNumber,
  status: columnNumber,
};

/** What the button that takes a roster in for good sends; `missing` is the number of people that the page named. */
export const rosterWishes = {
  ...importRef,
  update: ticked,
  remove: ticked,
  missing: z.coerce.number().int().min(0).default(0),
};
