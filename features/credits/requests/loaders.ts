import { proveOfferStaff } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { identifierInUrl } from "@/features/credits/schema";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listOpenRequests, listRequests } from "./queries";
import { listPlace, requestsInUrl, searchText } from "./schema";

type Ref = { course: string; offer: string };
type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The requests of an offer, for the assistants and instructors of its course. */
export const loadRequests = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, { query }: Ref & { query: Query }) => {
    const { prisma } = database();
    const after = identifierInUrl.parse(query.after);
    const search = searchText.parse(query.q);
    const [course, view] = await Promise.all([
      readCourse({ prisma, proof }),
      listRequests({ prisma, proof, asked: query.state, search, after }),
    ]);
    const { email, mayInstruct } = proof;
    return course && view && { person: { email, mayInstruct }, course, view: { ...view, search, isFirstPage: !after } };
  },
});

/** Those of the requests in an address that can still be declined; the others are of another offer, or decided. */
export const loadOpenRequests = guardedLoader({
  prove: proveOfferStaff,
  read: async (proof, { query }: Ref & { query: Query }) => {
    const { prisma } = database();
    const requestIds = requestsInUrl.parse(query.request);
    const place = listPlace.parse(query);
    const [course, found] = await Promise.all([
      readCourse({ prisma, proof }),
      listOpenRequests({ prisma, proof, requestIds }),
    ]);
    const { email, mayInstruct } = proof;
    if (!course || !found) {
      return null;
    }
    const gone = new Set(requestIds).size - found.open.length;
    return { person: { email, mayInstruct }, course, ...found, gone, place: { state: place.state, search: place.q } };
  },
});
