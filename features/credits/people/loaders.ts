import { proveCourseStaff } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { readPerson } from "@/features/roster/queries";
import { callPerson } from "@/features/roster/rules";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listOffers } from "../queries";

/** One person of a course with where they stand in each offer; nothing of a code is in it. */
export const loadPerson = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, { enrolment }: { course: string; enrolment: string }) => {
    const { pool, prisma } = database();
    const [course, subject] = await Promise.all([
      readCourse({ prisma, proof }),
      readPerson({ prisma, proof, enrolment }),
    ]);
    if (!course || !subject) return null;
    const place = { courseId: proof.courseId, enrolmentId: subject.id, role: subject.role };
    const offers = await listOffers({ pool, proof: place });
    const person = { email: proof.email, mayInstruct: proof.mayInstruct };
    return { person, course, subject, called: callPerson(subject), offers };
  },
});
