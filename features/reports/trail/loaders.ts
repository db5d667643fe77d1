import { countCourseAttempt } from "@/features/audit/limits/commands";
import { readLastSealing } from "@/features/audit/seals/queries";
import { proveCourseInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { paths } from "@/lib/paths";
import { database } from "@/server/db";
import { seeOther } from "@/server/form-route";
import { guardedLoader } from "@/server/loader";
import { sendStream } from "@/server/send-stream";
import { heedLimit } from "@/server/too-often";
import { exportTrail } from "./commands";
import { acts, findPeople, MOST_PEOPLE, readTrail } from "./queries";
import { findFilterProblem, readTrailFilter, type TrailQuery, writeTrailFilter } from "./schema";

const actNames = acts.map(({ act }) => act);
const TOO_MANY = `More than ${MOST_PEOPLE} people have that in their name or address. Write more of it.`;
const NOBODY = "Nobody on the roster, and no administrator, has that in their name or address.";

/** A page of the course's trail. Where the filters make no sense, `problem` says why and there are no events. */
export const loadTrail = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { query }: { course: string; query: TrailQuery }) => {
    const { pool, prisma } = database();
    const filter = readTrailFilter(query);
    const [course, people, sealedAt] = await Promise.all([
      readCourse({ prisma, proof }),
      findPeople({ pool, proof, person: filter.person }),
      readLastSealing({ pool }),
    ]);
    const problem =
      findFilterProblem(filter, actNames) ??
      (people && (people.found === 0 ? NOBODY : people.found > MOST_PEOPLE ? TOO_MANY : null));
    const page = problem ? { events: [], next: null } : await readTrail({ pool, proof, filter, people });
    return course && { person: { email: proof.email }, course, filter, acts, problem, sealedAt, ...page };
  },
});

/** The events that the filters of the address find, as a file; where they make no sense, the page that says why. */
export const loadTrailFile = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { course, query }: { course: string; query: TrailQuery }) => {
    const filter = { ...readTrailFilter(query), after: "" };
    const back = `${paths.trail(course)}${writeTrailFilter(filter)}`;
    const people = await findPeople({ pool: database().pool, proof, person: filter.person });
    if (findFilterProblem(filter, actNames) || (people && people.found > MOST_PEOPLE)) {
      return seeOther(back);
    }
    heedLimit(await countCourseAttempt({ ...database(), limit: "export", proof }));
    const outcome = await exportTrail({ ...database(), proof, filter, people });
    return outcome.ok ? sendStream(outcome.value) : seeOther(`${paths.trail(course)}?refused=${outcome.reason}`);
  },
});
