import { proveOfferInstructor } from "@/features/courses/access";
import { paths } from "@/lib/paths";
import { confirmAgainPath } from "@/server/auth/confirm-again-path";
import { isConfirmed } from "@/server/auth/is-confirmed";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readFreeze } from "./queries";

/** The page for reconciling a pool after a restore, for the instructors of its course. */
export const loadFreeze = guardedLoader({
  prove: async (session, ref: { course: string; offer: string }) => {
    const proof = await proveOfferInstructor(session, ref);
    return proof && { proof, confirmed: await isConfirmed({ db: database().prisma, session }) };
  },
  read: async ({ proof, confirmed }, ref) => {
    const view = await readFreeze({ pool: database().pool, proof });
    const confirmPath = confirmAgainPath(paths.reconcile(ref));
    return view && { person: { email: proof.email }, ...view, confirmed, confirmPath };
  },
});
