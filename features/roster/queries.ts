import type { CourseStaff } from "@/features/courses/access";
import { readIdentifier } from "@/lib/read-identifier";
import type { Prisma } from "@/server/db";
import { isFoundBy } from "./rules";
import type { Role } from "./schema";

/** One line of the roster. `removedAt` is null for who is enrolled now; who was scrubbed has no name, and an address that leads nowhere. */
export type RosterLine = {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: Date;
  removedAt: Date | null;
  scrubbedAt: Date | null;
};

/** One person of a roster with the version that their form sends along. */
export type PersonView = RosterLine & { version: number };

const COLUMNS = {
  id: true,
  email: true,
  name: true,
  role: true,
  createdAt: true,
  removedAt: true,
  scrubbedAt: true,
} as const;

/** A page of the roster: `next` is the address after which the following page begins, or null. */
export type RosterPage = { lines: RosterLine[]; next: string | null; total: number };

/** How many people are enrolled now, by role. */
export type RosterSize = Record<Role, number>;

const PAGE = 200;

/** The roster by address, a page at a time, those removed included; `search` looks in names and addresses. */
export async function listRoster({
  prisma,
  proof,
  search,
  after,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  search: string;
  after: string;
}): Promise<RosterPage> {
  const found = { courseId: proof.courseId, ...(search !== "" && isFoundBy(search)) };
  const [total, rows] = await Promise.all([
    prisma.enrolment.count({ where: found }),
    prisma.enrolment.findMany({
      where: { AND: [found, { email: { gt: after } }] },
      orderBy: { email: "asc" },
      take: PAGE + 1,
      select: COLUMNS,
    }),
  ]);
  const lines = rows.slice(0, PAGE);
  return { lines, total, next: rows.length > PAGE ? (lines.at(-1)?.email ?? null) : null };
}

/** Counts who is enrolled now. */
export async function countRoster({ prisma, proof }: { prisma: Prisma; proof: CourseStaff }): Promise<RosterSize> {
  const groups = await prisma.enrolment.groupBy({
    by: ["role"],
    where: { courseId: proof.courseId, removedAt: null },
    _count: { _all: true },
  });
  const count = (role: Role) => groups.find((group) => group.role === role)?._count._all ?? 0;
  return { PARTICIPANT: count("PARTICIPANT"), ASSISTANT: count("ASSISTANT"), INSTRUCTOR: count("INSTRUCTOR") };
}

/** One person of the course. What is no identifier names nobody, like somebody of another course. */
export async function readPerson({
  prisma,
  proof,
  enrolment,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  enrolment: string;
}): Promise<PersonView | null> {
  const id = readIdentifier(enrolment);
  return id === null
    ? null
    : prisma.enrolment.findFirst({
        where: { id, courseId: proof.courseId },
        select: { ...COLUMNS, version: true },
      });
}
