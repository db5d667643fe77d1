import { proveCourseStaff } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { countRoster, listRoster } from "./queries";

/** A page of the roster with its course. */
export const loadRoster = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, { search, after }: { course: string; search: string; after: string }) => {
    const { prisma } = database();
    const [course, page, size] = await Promise.all([
      readCourse({ prisma, proof }),
      listRoster({ prisma, proof, search, after }),
      countRoster({ prisma, proof }),
    ]);
    return course && { person: { email: proof.email, mayInstruct: proof.mayInstruct }, course, page, size };
  },
});
