import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveCourseInstructor, proveSignedIn } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { readPerson } from "@/features/roster/queries";
import { callPerson } from "@/features/roster/rules";
import { readIdentifier } from "@/lib/read-identifier";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { heedLimit } from "@/server/too-often";
import { exportPersonData } from "./commands";
import { countHoldings, readMyData } from "./queries";

/** Everything that the portal keeps about whoever asks. */
export const loadMyData = guardedLoader({
  prove: (session, _input: null) => proveSignedIn(session),
  read: (proof) => readMyData({ prisma: database().prisma, proof }),
});

type Ref = { course: string; enrolment: string };

/** What the portal keeps about one person of a course; that it was read is recorded. */
export const loadPersonData = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { enrolment }: Ref) => {
    const id = readIdentifier(enrolment);
    if (id === null) return null;
    heedLimit(await countCourseAttempt({ ...database(), limit: "export", proof }));
    return exportPersonData({ prisma: database().prisma, proof, enrolment: id });
  },
});

/** For the page that asks before a person is forgotten. */
export const loadForgetting = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { enrolment }: Ref) => {
    const { prisma } = database();
    const [course, subject] = await Promise.all([
      readCourse({ prisma, proof }),
      readPerson({ prisma, proof, enrolment }),
    ]);
    if (!course || !subject) return null;
    const holdings = await countHoldings({ prisma, enrolment: subject.id });
    return { person: { email: proof.email }, course, subject, called: callPerson(subject), holdings };
  },
});
