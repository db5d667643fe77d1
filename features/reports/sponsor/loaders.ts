import { countCourseAttempt } from "@/features/audit/limits/commands";
import { proveCourseInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { paths } from "@/lib/paths";
import { database } from "@/server/db";
import { seeOther } from "@/server/form-route";
import { guardedLoader } from "@/server/loader";
import { sendStream } from "@/server/send-stream";
import { askPool } from "@/server/snapshot";
import { heedLimit } from "@/server/too-often";
import { exportSponsorReport } from "./commands";
import { readSponsorReport } from "./queries";

/** The sponsor's report of a course. */
export const loadSponsorReport = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const { pool, prisma } = database();
    const [course, report] = await Promise.all([
      readCourse({ prisma, proof }),
      readSponsorReport({ ask: askPool(pool), proof }),
    ]);
    return course && report && { person: { email: proof.email }, course, report };
  },
});

/** The same as a file. */
export const loadSponsorReportFile = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { course, format }: { course: string; format: "csv" | "pdf" }) => {
    heedLimit(await countCourseAttempt({ ...database(), limit: "export", proof }));
    const outcome = await exportSponsorReport({ ...database(), proof, format });
    return outcome.ok
      ? sendStream(outcome.value)
      : seeOther(`${paths.sponsorReport(course)}?refused=${outcome.reason}`);
  },
});
