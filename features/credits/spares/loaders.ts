import { proveOfferInstructor } from "@/features/courses/access";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readSpares } from "./queries";

/** Pool and spares of an offer, for the instructors of its course. */
export const loadSpares = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: { course: string; offer: string }) => {
    const view = await readSpares({ pool: database().pool, proof });
    return view && { person: { email: proof.email }, ...view };
  },
});
