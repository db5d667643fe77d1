import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readGuideState } from "../queries";
import { readGuideAtDesk } from "../revisions/queries";
import { listUpdates } from "./rules";

/** What the provider changed in the guide since the course last looked. */
export const loadGuideUpdate = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: { course: string; offer: string }) => {
    const { prisma, pool } = database();
    const [course, state, desk] = await Promise.all([
      readCourse({ prisma, proof }),
      readGuideState({ pool, proof }),
      readGuideAtDesk({ prisma, proof }),
    ]);
    if (!course || !state || !desk) {
      return null;
    }
    const { offerName } = state.facts;
    return { person: { email: proof.email }, course, offerName, desk, updates: listUpdates(desk) };
  },
});
