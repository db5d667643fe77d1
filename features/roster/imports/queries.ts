import type { CourseInstructor } from "@/features/courses/access";
import type { ImportView } from "@/features/courses/imports/queries";
import {
  listMissing,
  listPersonLines,
  type MissingPerson,
  type PersonReportLine,
} from "@/features/roster/checks/queries";
import type { Prisma } from "@/server/db";
import { rosterOptions } from "./schema";

/** What the page of a roster's import shows of its lines: the first of each kind. */
export type RosterImportView = {
  fresh: PersonReportLine[];
  changed: PersonReportLine[];
  leftOut: PersonReportLine[];
  missing: MissingPerson[];
};

const SHOWN = 100;

/** Reads it. */
export async function readRosterImport({
  prisma,
  proof,
  view,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  view: ImportView;
}): Promise<RosterImportView> {
  const about = { prisma, proof, id: view.id, count: SHOWN };
  const options = rosterOptions.safeParse(view.options);
  const withRoles = options.success && options.data.columns.role >= 0;
  const [fresh, changed, leftOut, missing] = await Promise.all([
    listPersonLines({ ...about, count: 10, statuses: ["NEW"] }),
    listPersonLines({ ...about, statuses: ["CHANGED"] }),
    listPersonLines({ ...about, statuses: ["REPEATED", "REMOVED", "MALFORMED", "NOBODY"] }),
    view.state === "CHECKED" ? listMissing({ ...about, withRoles }) : [],
  ]);
  return { fresh, changed, leftOut, missing };
}
