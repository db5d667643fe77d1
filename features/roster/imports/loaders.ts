import { countCourseAttempt } from "@/features/audit/limits/commands";
import { type CourseInstructor, proveCourseInstructor } from "@/features/courses/access";
import { listImports, readImport } from "@/features/courses/imports/queries";
import { readCourse } from "@/features/courses/queries";
import { receiveImport } from "@/features/courses/uploads/commands";
import { paths } from "@/lib/paths";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { guardedUpload } from "@/server/guarded-upload";
import { guardedLoader } from "@/server/loader";
import { tooOftenPath } from "@/server/too-often";
import { findRosterColumns } from "./rules";

/** The page that takes a roster in: the imports so far and, where `failed` names an import, what was wrong with its file. */
export const loadRosterUpload = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { failed }: { course: string; failed: string | null }) => {
    const { prisma } = database();
    const [course, imports, refused] = await Promise.all([
      readCourse({ prisma, proof }),
      listImports({ prisma, proof, offerId: null }),
      failed ? readImport({ prisma, proof, id: failed }) : null,
    ]);
    return course && { person: { email: proof.email }, course, imports, problem: refused?.problem ?? null };
  },
});

type Parts = Parameters<typeof receiveImport>[0]["parts"];

/** Takes a roster in while it comes; leads to the page of its import. */
export const receiveRoster = guardedUpload({
  prove: proveCourseInstructor,
  receive: async ({ proof, parts, ref }: { proof: CourseInstructor; ref: { course: string }; parts: Parts }) => {
    const about = { kind: "ROSTER", proof, recognise: findRosterColumns } as const;
    const { pool, prisma } = database();
    const refused = await countCourseAttempt({ pool, prisma, limit: "upload", proof });
    if (refused) return tooOftenPath(refused);
    const sent = await receiveImport({ prisma, ring: environment().codeRing, about, parts });
    if (sent.ok) return paths.courseImport({ course: ref.course, import: sent.id });
    return paths.rosterImport(ref.course) + (sent.id ? `?failed=${sent.id}` : "?refused=no-file");
  },
});
