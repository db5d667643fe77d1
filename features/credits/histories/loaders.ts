import { proveOfferStaff } from "@/features/courses/access";
import { identifierInUrl } from "@/features/credits/schema";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readHistory } from "./queries";

/** One allocation with its history, for the staff of its course. */
export const loadHistory = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, { allocation }: { course: string; offer: string; allocation: string }) => {
    const allocationId = identifierInUrl.parse(allocation);
    const view = allocationId ? await readHistory({ pool: database().pool, proof, allocationId }) : null;
    return view && { person: { email: proof.email }, mayInstruct: proof.mayInstruct, ...view };
  },
});
