import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { proveCourseInstructor } from "../access";
import { readCourse } from "../queries";
import { readSettings } from "./queries";

/** The settings of a course, for its instructors. */
export const loadSettings = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const { prisma } = database();
    const [course, settings] = await Promise.all([readCourse({ prisma, proof }), readSettings({ prisma, proof })]);
    return course && settings && { person: { email: proof.email }, course, settings };
  },
});
