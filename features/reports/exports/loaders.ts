import { countCourseAttempt } from "@/features/audit/limits/commands";
import {
  proveCodeDisclosure,
  proveCourseStaff,
  proveOfferInstructor,
  proveOfferStaff,
} from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { paths } from "@/lib/paths";
import { confirmAgainPath } from "@/server/auth/confirm-again-path";
import { isConfirmed } from "@/server/auth/is-confirmed";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import type { Outcome } from "@/server/errors";
import { guardedFormRoute, seeOther } from "@/server/form-route";
import { guardedLoader } from "@/server/loader";
import { type StreamedFile, sendStream } from "@/server/send-stream";
import { heedLimit, tooOftenPath } from "@/server/too-often";
import { exportCodes, exportList } from "./commands";
import { countLists } from "./queries";
import { listScope, mayExport, readExportFile } from "./rules";

/** What can be taken out of a course, for those who look after it. */
export const loadExports = guardedLoader({
  prove: async (session, { course }: { course: string }) => {
    const proof = await proveCourseStaff(session, { course });
    return proof && { proof, isConfirmed: await isConfirmed({ db: database().prisma, session }) };
  },
  read: async ({ proof, isConfirmed }) => {
    const { pool, prisma } = database();
    const [course, counts] = await Promise.all([readCourse({ prisma, proof }), countLists({ pool, proof })]);
    const { mayInstruct } = proof;
    const confirmPath = isConfirmed ? null : confirmAgainPath(paths.exports(proof.courseSlug));
    return course && { person: { email: proof.email }, course, counts, mayInstruct, confirmPath };
  },
});

/** A list as a file: what the route of the downloads answers with. */
export const loadListFile = guardedLoader({
  prove: async (session, { course, file, offer }: { course: string; file: string; offer?: string }) => {
    const asked = readExportFile(file);
    const scope = asked && listScope[asked.list];
    if (!asked || scope === (offer ? "course" : "offer")) {
      return null;
    }
    const proof = offer
      ? await proveOfferStaff(session, { course, offer })
      : await proveCourseStaff(session, { course });
    return proof && mayExport(asked.list, proof) ? { proof, ...asked } : null;
  },
  read: async ({ proof, list, format }, { course }) => {
    heedLimit(await countCourseAttempt({ ...database(), limit: "export", proof }));
    return answer(course, await exportList({ ...database(), proof, list, format }));
  },
});

/** The codes of an offer as a file. An instructor who has not confirmed a moment ago who they are goes to the page for that first. */
export const sendCodes = guardedFormRoute(async (session, { course }: { course: string }, form) => {
  const ref = { course, offer: String(form.get("offer")) };
  const proof = await proveCodeDisclosure(session, ref);
  if (proof) {
    const refused = await countCourseAttempt({ ...database(), limit: "export", proof });
    if (refused) return seeOther(tooOftenPath(refused));
    return answer(course, await exportCodes({ ...database(), proof, ring: environment().codeRing }));
  }
  return (await proveOfferInstructor(session, ref)) && seeOther(confirmAgainPath(paths.exports(course)));
});

/** The file, or the way back to the page that says why there is none. */
function answer(course: string, outcome: Outcome<StreamedFile>): Response {
  return outcome.ok ? sendStream(outcome.value) : seeOther(`${paths.exports(course)}?refused=${outcome.reason}`);
}
