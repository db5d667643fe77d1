import type { Role } from "@/prisma/generated/enums";
import type { Database, Prisma } from "@/server/db";
import type { CourseMember, CourseStaff, SignedIn } from "./access";
import { type CourseState, courseState } from "./rules";

/** A course in the list of those that one looks after. `people` counts those who are enrolled now. */
export type CourseCard = {
  slug: string;
  title: string;
  term: string;
  startsOn: Date;
  endsOn: Date;
  people: number;
  offers: number;
  state: CourseState;
};

/** A course as its staff see it and its instructors change it. Days are midnight UTC. */
export type CourseView = {
  slug: string;
  title: string;
  term: string;
  timeZone: string;
  startsOn: Date;
  endsOn: Date;
  contactName: string;
  contactAddress: string;
  version: number;
  openedAt: Date | null;
  archivedAt: Date | null;
  scrubbedAt: Date | null;
};

/** The courses that the person looks after as an instructor or assistant, newest first; for an administrator all of them. */
export async function listCoursesAtDesk({ prisma, proof }: { prisma: Prisma; proof: SignedIn }): Promise<CourseCard[]> {
  const role = { in: ["ASSISTANT", "INSTRUCTOR"] } satisfies { in: Role[] };
  const mine = { enrolments: { some: { email: proof.email, role, removedAt: null } } };
  const courses = await prisma.course.findMany({
    where: proof.isAdministrator ? {} : mine,
    orderBy: [{ startsOn: "desc" }, { title: "asc" }],
    select: {
      slug: true,
      title: true,
      term: true,
      startsOn: true,
      endsOn: true,
      openedAt: true,
      archivedAt: true,
      _count: { select: { enrolments: { where: { removedAt: null } }, offers: true } },
    },
  });
  return courses.map(({ _count, openedAt, archivedAt, ...course }) => ({
    ...course,
    people: _count.enrolments,
    offers: _count.offers,
    state: courseState({ openedAt, archivedAt }),
  }));
}

/** One course, whole. */
export async function readCourse({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: Pick<CourseStaff, "courseId">;
}): Promise<CourseView | null> {
  return prisma.course.findUnique({
    where: { id: proof.courseId },
    select: {
      slug: true,
      title: true,
      term: true,
      timeZone: true,
      startsOn: true,
      endsOn: true,
      contactName: true,
      contactAddress: true,
      version: true,
      openedAt: true,
      archivedAt: true,
      scrubbedAt: true,
    },
  });
}

/** A place of the person in a course, as the list of their courses needs it. Days are midnight UTC. */
export type MyCourse = {
  courseId: string;
  enrolmentId: string;
  role: Role;
  slug: string;
  title: string;
  term: string;
  startsOn: Date;
  endsOn: Date;
};

/** The courses in which the person has a place, of whatever role, those that began last first. */
export async function listMyCourses({ prisma, proof }: { prisma: Prisma; proof: SignedIn }): Promise<MyCourse[]> {
  const places = await prisma.enrolment.findMany({
    // A course that is still being set up does not exist for its participants.
    where: {
      email: proof.email,
      removedAt: null,
      OR: [{ role: { not: "PARTICIPANT" } }, { course: { openedAt: { not: null } } }],
    },
    orderBy: [{ course: { startsOn: "desc" } }, { course: { title: "asc" } }],
    select: {
      id: true,
      courseId: true,
      role: true,
      course: { select: { slug: true, title: true, term: true, startsOn: true, endsOn: true } },
    },
  });
  return places.map(({ id, courseId, role, course }) => ({ enrolmentId: id, courseId, role, ...course }));
}

/** A course as its members see it. */
export type CourseHeader = {
  slug: string;
  title: string;
  term: string;
  startsOn: Date;
  endsOn: Date;
  timeZone: string;
  contactName: string;
  contactAddress: string;
};

/** One course for its members. */
export async function readCourseHeader({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: CourseMember;
}): Promise<CourseHeader | null> {
  const { rows } = await pool.query<Omit<CourseHeader, "startsOn" | "endsOn"> & { startsOn: string; endsOn: string }>(
    `SELECT slug, title, term, starts_on::text AS "startsOn", ends_on::text AS "endsOn", time_zone AS "timeZone",
       contact_name AS "contactName", contact_address AS "contactAddress" FROM courses WHERE id = $1`,
    [proof.courseId],
  );
  return rows[0] ? { ...rows[0], startsOn: new Date(rows[0].startsOn), endsOn: new Date(rows[0].endsOn) } : null;
}
