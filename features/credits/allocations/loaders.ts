import { proveOfferInstructor, proveOfferStaff } from "@/features/courses/access";
import { identifierInUrl } from "@/features/credits/schema";
import { readWish } from "@/features/credits/selections/rules";
import { tableQuery } from "@/features/credits/selections/schema";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listAllocations, readAllocation } from "./queries";
import { mayAct, readAct } from "./rules";

type Ref = { course: string; offer: string };
type Query = Record<string, string | string[] | undefined>;

/** A page of an offer's allocations, for the staff of its course. `query` is what the address says. */
export const loadAllocations = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, { query }: Ref & { query: Query }) => {
    const wish = readWish(tableQuery.parse(query));
    const view = await listAllocations({ pool: database().pool, proof, wish });
    return view && { person: { email: proof.email }, mayInstruct: proof.mayInstruct, wish, ...view };
  },
});

/** What the page before an act says; `allowed` tells whether the allocation, null when it is none of this offer's, is in a state for it. */
export const loadAct = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { allocation: id, act: asked }: Ref & { allocation: string; act: string }) => {
    const allocationId = identifierInUrl.parse(id);
    const act = readAct(asked);
    const view = act && (await readAllocation({ pool: database().pool, proof, allocationId }));
    return view && { person: { email: proof.email }, act, allowed: mayAct(act, view.allocation), ...view };
  },
});
