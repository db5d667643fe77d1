import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { identifierInUrl } from "@/features/credits/schema";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listAllocations, readReplacement } from "./queries";

type Ref = { course: string; offer: string };

/** The allocations of an offer, for the instructors of its course. `after` is where a page of them begins. */
export const loadAllocations = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, input: Ref & { after?: unknown }) => {
    const { prisma } = database();
    const after = identifierInUrl.parse(input.after);
    const [course, view] = await Promise.all([
      readCourse({ prisma, proof }),
      listAllocations({ prisma, proof, after }),
    ]);
    return course && view && { person: { email: proof.email }, course, isFirstPage: !after, ...view };
  },
});

/** What the page before a replacement says; `replacement` is null when the allocation is none of this offer's, or has ended. */
export const loadReplacement = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { allocation }: Ref & { allocation: string }) => {
    const { prisma } = database();
    const allocationId = identifierInUrl.parse(allocation);
    const [course, replacement] = await Promise.all([
      readCourse({ prisma, proof }),
      allocationId ? readReplacement({ prisma, proof, allocationId }) : null,
    ]);
    return course && { person: { email: proof.email }, course, replacement };
  },
});
