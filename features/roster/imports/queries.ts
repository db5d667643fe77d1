import type { CourseInstructor } from "@/features/courses/access";
import { readTable } from "@/lib/tables/read-table";
import type { Prisma, Transaction } from "@/server/db";
import { openHeldUpload } from "@/server/held-uploads";
import { findRosterColumns, judgeRoster, type KnownPeople, type RosterReportLine } from "./rules";

/** A dry run of a roster, as its page shows it. `fresh` and `others` are the first lines of their kind. */
export type RosterCheck = {
  fileName: string;
  encoding: string;
  separator: string;
  counts: Record<RosterReportLine["status"], number>;
  instructors: number;
  fresh: RosterReportLine[];
  others: RosterReportLine[];
  /** Numbers of all new lines. */
  freshLines: number[];
};

/** So that nobody can open what somebody else has uploaded, or use it for another course. */
export function rosterPurpose({ courseId, userId }: Pick<CourseInstructor, "courseId" | "userId">): string {
  return `roster ${courseId} ${userId}`;
}

const SHOWN_FRESH = 10;
const SHOWN_OTHERS = 500;

/** The report on a held upload against the roster as it is now. Null when the upload is gone or somebody else's. `key` is CODE_KEY. */
export async function readRosterCheck({
  prisma,
  proof,
  check,
  key,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  check: string;
  key: Buffer;
}): Promise<RosterCheck | null> {
  const upload = await openHeldUpload({ prisma, id: check, key, boundTo: rosterPurpose(proof) });
  const table = upload && readTable(upload.bytes);
  const columns = table?.ok ? findRosterColumns(table.lines) : null;
  if (!upload || !table?.ok || !columns) {
    return null;
  }
  const report = judgeRoster(table.lines, columns, await readKnownPeople(prisma, proof));
  const of = (status: RosterReportLine["status"]) => report.filter((line) => line.status === status);
  const fresh = of("new");
  return {
    fileName: upload.fileName,
    encoding: table.encoding,
    separator: table.separator,
    counts: {
      new: fresh.length,
      repeated: of("repeated").length,
      here: of("here").length,
      malformed: of("malformed").length,
    },
    instructors: fresh.filter(({ role }) => role === "INSTRUCTOR").length,
    fresh: fresh.slice(0, SHOWN_FRESH),
    others: report.filter(({ status }) => status !== "new").slice(0, SHOWN_OTHERS),
    freshLines: fresh.map(({ line }) => line),
  };
}

/** Everybody who is or was on the roster, by address. */
export async function readKnownPeople(
  prisma: Prisma | Transaction,
  { courseId }: Pick<CourseInstructor, "courseId">,
): Promise<KnownPeople> {
  const people = await prisma.enrolment.findMany({
    where: { courseId },
    select: { email: true, name: true, removedAt: true },
  });
  return new Map(people.map(({ email, name, removedAt }) => [email, { name, removed: removedAt !== null }]));
}
