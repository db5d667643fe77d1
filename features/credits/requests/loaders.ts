import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { identifierInUrl } from "@/features/credits/schema";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listRequests, readOpenRequest } from "./queries";

type Ref = { course: string; offer: string };

/** The requests of an offer, for the instructors of its course. `after` is where a page of the decided ones begins. */
export const loadRequests = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, input: Ref & { after?: unknown }) => {
    const { prisma } = database();
    const after = identifierInUrl.parse(input.after);
    const [course, view] = await Promise.all([readCourse({ prisma, proof }), listRequests({ prisma, proof, after })]);
    return course && view && { person: { email: proof.email }, course, isFirstPage: !after, ...view };
  },
});

/** A request that may be declined; `open` is null when it is none of this offer's, or decided. */
export const loadOpenRequest = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { request }: Ref & { request: string }) => {
    const { prisma } = database();
    const requestId = identifierInUrl.parse(request);
    const [course, open] = await Promise.all([
      readCourse({ prisma, proof }),
      requestId ? readOpenRequest({ prisma, proof, requestId }) : null,
    ]);
    return course && { person: { email: proof.email }, course, open };
  },
});
