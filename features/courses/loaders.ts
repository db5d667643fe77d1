import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { proveAdministrator, proveAtDesk, proveCourseInstructor } from "./access";
import { listCoursesAtDesk, readCourse } from "./queries";

/** The courses that the person looks after, and whether they may make another. */
export const loadCoursesAtDesk = guardedLoader({
  prove: (session, _input: null) => proveAtDesk(session),
  read: async (proof) => ({
    person: { email: proof.email },
    mayCreate: proof.isAdministrator,
    courses: await listCoursesAtDesk({ prisma: database().prisma, proof }),
  }),
});

/** For the page that makes a course: administrators only. */
export const loadNewCourse = guardedLoader({
  prove: (session, _input: null) => proveAdministrator(session),
  read: async (proof) => ({ person: { email: proof.email } }),
});

/** A course for its instructors. */
export const loadCourse = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const course = await readCourse({ prisma: database().prisma, proof });
    return course && { person: { email: proof.email }, course };
  },
});
