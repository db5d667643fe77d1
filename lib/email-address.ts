import { z } from "zod";

/** An e-mail address as it is stored and compared: trimmed and in lower case. The sentence is for a field's error. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "Type an e-mail address, such as name@example.org.")
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is not an e-mail address. It looks like name@example.org."));
