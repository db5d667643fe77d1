import { proveOfferInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listQuestions } from "./queries";

/** What an offer asks, for its instructors. */
export const loadQuestions = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: { course: string; offer: string }) => {
    const { prisma } = database();
    const [course, view] = await Promise.all([readCourse({ prisma, proof }), listQuestions({ prisma, proof })]);
    return course && view && { person: { email: proof.email }, course, ...view };
  },
});
