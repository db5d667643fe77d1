import { proveCourseInstructor } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { guardedLoader } from "@/server/loader";
import { readRosterCheck } from "./queries";

/** The course of a roster import and, where `check` names one that is still held, the report of its dry run. */
export const loadRosterImport = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { check }: { course: string; check: string | null }) => {
    const { prisma } = database();
    const course = await readCourse({ prisma, proof });
    const report = check && (await readRosterCheck({ prisma, proof, check, key: environment().codeKey }));
    return course && { person: { email: proof.email }, course, report: report || null };
  },
});
