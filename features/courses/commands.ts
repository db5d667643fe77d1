import { recordEvent } from "@/features/audit/commands";
import { type FormRefusal, refuseProblems, refuseStale } from "@/lib/form-state";
import { numberSlug } from "@/lib/slug";
import type { Prisma, Transaction } from "@/server/db";
import { brokeUniqueIndex, type Done, done } from "@/server/errors";
import type { Administrator, CourseInstructor } from "./access";
import { courseLabels, courseSlug, findCourseProblems, writeCourse } from "./rules";
import type { CourseInput } from "./schema";
import { lockRetention } from "./settings/commands";
import { judgeLastDay } from "./settings/rules";

const MOST_NAMESAKES = 50;

type Saved = Done<{ slug: string }> | FormRefusal;

/**
 * Makes a course. Its slug comes from title and term; the unique index decides whether it is free, and the next number is
 * taken where it is not. Refuses dates the wrong way round and a time zone that the portal or the database does not know.
 */
export async function createCourse({
  prisma,
  proof,
  input,
}: {
  prisma: Prisma;
  proof: Administrator;
  input: CourseInput;
}): Promise<Saved> {
  const refusal = await judgeCourse(prisma, input);
  return refusal ?? takeFreeSlug(input, (slug) => insertCourse({ prisma, proof, input, slug }));
}

/** Tries `insert` with the slug of title and term, and with the next number as long as the unique index refuses it. */
export async function takeFreeSlug(
  course: Pick<CourseInput, "title" | "term">,
  insert: (slug: string) => Promise<Saved>,
): Promise<Saved> {
  const base = courseSlug(course);
  for (let attempt = 1; attempt <= MOST_NAMESAKES; attempt += 1) {
    try {
      return await insert(numberSlug(base, attempt));
    } catch (error) {
      if (!brokeUniqueIndex(error)) {
        throw error;
      }
    }
  }
  return {
    ok: false,
    reason: "invalid",
    sentence: "",
    problems: { title: ["There are too many courses of this title and term. Change one of the two."] },
  };
}

function insertCourse({
  prisma,
  proof,
  input,
  slug,
}: {
  prisma: Prisma;
  proof: Administrator;
  input: CourseInput;
  slug: string;
}): Promise<Saved> {
  return prisma.$transaction(async (tx) => {
    const { id } = await tx.course.create({ data: { ...input, slug }, select: { id: true } });
    await recordEvent(tx, {
      courseId: id,
      actorId: proof.userId,
      act: "course.created",
      subjectType: "course",
      subjectId: id,
    });
    return done({ slug });
  });
}

/** Changes a course. Refuses like `createCourse`, a last day after the day of forgetting, and when somebody else has changed it since `version`. */
export async function changeCourse({
  prisma,
  proof,
  input,
  version,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  input: CourseInput;
  version: number;
}): Promise<Saved> {
  const refusal = await judgeCourse(prisma, input);
  if (refusal) {
    return refusal;
  }
  return prisma.$transaction(async (tx) => {
    const before = await tx.course.findUnique({ where: { id: proof.courseId, version }, select: { endsOn: true } });
    const retainUntil = await lockRetention(tx, proof.courseId);
    const problem = before && judgeLastDay({ day: input.endsOn, before: before.endsOn, retainUntil });
    const tooLate = problem ? refuseProblems({ endsOn: [problem] }) : null;
    if (tooLate) {
      return tooLate;
    }
    const { count } = await tx.course.updateMany({
      where: { id: proof.courseId, version },
      data: { ...input, version: { increment: 1 } },
    });
    if (count === 0) {
      return tellStale(tx, proof.courseId, input);
    }
    await recordEvent(tx, {
      courseId: proof.courseId,
      actorId: proof.userId,
      act: "course.changed",
      subjectType: "course",
      subjectId: proof.courseId,
      detail: { version: version + 1 },
    });
    return done({ slug: proof.courseSlug });
  });
}

async function tellStale(tx: Transaction, courseId: string, input: CourseInput): Promise<FormRefusal> {
  const stored = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
  return refuseStale({
    thing: "course",
    labels: courseLabels,
    stored: writeCourse(stored),
    typed: writeCourse(input),
    version: stored.version,
  });
}

/** Refuses dates the wrong way round and unknown zones. PostgreSQL works out the last day to redeem in the course's zone, so it has to know the zone as well. */
export async function judgeCourse(prisma: Prisma, input: CourseInput): Promise<FormRefusal | null> {
  const refusal = refuseProblems(findCourseProblems(input));
  if (refusal) {
    return refusal;
  }
  const known = await prisma.$queryRaw<unknown[]>`SELECT 1 FROM pg_timezone_names WHERE name = ${input.timeZone}`;
  return known.length > 0
    ? null
    : refuseProblems({
        timeZone: [`The database knows no time zone named “${input.timeZone}”. Choose another of the same region.`],
      });
}
