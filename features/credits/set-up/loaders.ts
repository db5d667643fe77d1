import { proveCourseInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { countRoster } from "@/features/roster/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listSetUpOffers } from "./queries";

/** Everything about a course that is looked over before it opens. */
export const loadOpening = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const { prisma } = database();
    const [course, offers, size] = await Promise.all([
      readCourse({ prisma, proof }),
      listSetUpOffers({ prisma, proof }),
      countRoster({ prisma, proof }),
    ]);
    const isMember = proof.enrolmentId !== null;
    return course && { person: { email: proof.email }, course, ...offers, size, isMember };
  },
});
