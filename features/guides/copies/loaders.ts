import { proveCourseInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readCopiedThings } from "./queries";

/** A course with what a copy of it takes along. */
export const loadCopying = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const { prisma } = database();
    const [course, things] = await Promise.all([readCourse({ prisma, proof }), readCopiedThings({ prisma, proof })]);
    return course && { person: { email: proof.email }, course, things };
  },
});
