import { z } from "zod";
import { identifierInUrl } from "@/features/credits/schema";

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

/** What the address of the table says. Anything that it may not say counts as nothing. */
export const tableQuery = z.object({
  q: z.string().trim().max(100).optional().catch(undefined),
  state: choice(["allocated", "revealed", "redeemed", "reported", "replaced", "revoked", "released"]),
  batch: identifierInUrl,
  sort: choice(["newest", "oldest", "name"]),
  after: identifierInUrl,
  before: identifierInUrl,
  page: choice(["last"]),
});
