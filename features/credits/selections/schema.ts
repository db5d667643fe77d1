import { z } from "zod";
import { identifierInUrl } from "@/features/credits/schema";

const states = ["allocated", "revealed", "redeemed", "reported", "replaced", "revoked", "released"] as const;

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

/** What the address of the table says. Anything that it may not say counts as nothing. */
export const tableQuery = z.object({
  q: z.string().trim().max(100).optional().catch(undefined),
  state: choice(states),
  batch: identifierInUrl,
  sort: choice(["newest", "oldest", "name", "state"]),
  after: identifierInUrl,
  before: identifierInUrl,
  /** The state that the allocation had which `after` or `before` names, in the order of states; it may have moved on since. */
  in: choice(states),
  page: choice(["last"]),
});
