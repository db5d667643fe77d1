import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { judgeRemoval, lockRoster } from "@/features/roster/commands";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { type PlaceData, readPlaceData } from "./queries";

type ByInstructor = { prisma: Prisma; proof: CourseInstructor; enrolment: string };

/** What the portal keeps about one person of the course, for an instructor who answers for it. Recorded; null when there is no such person. */
export async function exportPersonData({ prisma, proof, enrolment }: ByInstructor): Promise<PlaceData | null> {
  const found = await prisma.enrolment.findFirst({
    where: { id: enrolment, courseId: proof.courseId },
    select: { id: true },
  });
  if (!found) {
    return null;
  }
  const event = { act: "enrolment.data-exported", subjectType: "enrolment", subjectId: found.id } as const;
  await prisma.$transaction((tx) => recordEvent(tx, { ...actOf(proof), ...event }));
  return readPlaceData(prisma, found.id);
}

/**
 * Removes a person and scrubs name, address and words at once. A code that they have not seen goes back to the pool; one that they have seen
 * stays given, to nobody who can be named. Open requests are cancelled. Twice is once. Refuses the last instructor.
 */
export async function forgetPerson({ prisma, proof, enrolment }: ByInstructor): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    if (!found) {
      return refuse("missing", "There is no such person on this roster.");
    }
    const refusal = await judgeRemoval(tx, proof, found);
    if (refusal || found.scrubbedAt) {
      return refusal ?? done(null);
    }
    await releaseUnseen(tx, proof, found.id);
    await cancelRequests(tx, proof, found.id);
    await tx.$executeRaw`UPDATE enrolments SET removed_at = coalesce(removed_at, now()) WHERE id = ${found.id}::uuid`;
    await scrubEnrolments(tx, [found.id]);
    const detail = { role: found.role };
    await recordEvent(tx, {
      ...actOf(proof),
      act: "enrolment.scrubbed",
      subjectType: "enrolment",
      subjectId: found.id,
      detail,
    });
    return done(null);
  });
}

const SCRUBBED_AT_ONCE = 2_000;

/** What stands in the place of words and names that are gone. */
const WORDLESS = { subject: "Words scrubbed", body: "" };
const NAMELESS = "scrubbed file name";

/**
 * Scrubs the participants, the assistants and the removed instructors of every course whose day of forgetting is over in its zone, and
 * answers with how many people that were. As long as a code of the course can be redeemed it waits, because its owner could not sign in
 * any more. The course is archived with it. What was interrupted goes on at the next call.
 */
export async function scrubDueCourses({ prisma }: { prisma: Prisma }): Promise<number> {
  const due = await prisma.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM courses c
    WHERE c.retain_until IS NOT NULL
      AND greatest(c.retain_until, (SELECT max(o.redeem_by) FROM offers o WHERE o.course_id = c.id))
        < (now() AT TIME ZONE c.time_zone)::date
      AND (c.scrubbed_at IS NULL OR EXISTS (
        SELECT 1 FROM enrolments e WHERE e.course_id = c.id AND e.scrubbed_at IS NULL
          AND (e.role <> 'INSTRUCTOR' OR e.removed_at IS NOT NULL)))`;
  let people = 0;
  for (const { id } of due) {
    let scrubbed: number;
    do {
      scrubbed = await scrubSome(prisma, id);
      people += scrubbed;
    } while (scrubbed > 0);
  }
  return people;
}

/** A part of a course, in a transaction of its own; with the last part the course itself is marked. */
async function scrubSome(prisma: Prisma, courseId: string): Promise<number> {
  return prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
      const { scrubbedAt } = await tx.course.findUniqueOrThrow({
        where: { id: courseId },
        select: { scrubbedAt: true },
      });
      const people = await tx.enrolment.findMany({
        where: { courseId, scrubbedAt: null, OR: [{ role: { not: "INSTRUCTOR" } }, { removedAt: { not: null } }] },
        take: SCRUBBED_AT_ONCE,
        select: { id: true },
      });
      await scrubEnrolments(
        tx,
        people.map(({ id }) => id),
      );
      if (scrubbedAt && people.length > 0) {
        await recordScrubbing(tx, courseId, people.length);
      } else if (!scrubbedAt && people.length === 0) {
        await finishScrubbing(tx, courseId);
      }
      return people.length;
    },
    { timeout: 60_000 },
  );
}

async function finishScrubbing(tx: Transaction, courseId: string): Promise<void> {
  // What was written to people may name them, and so may the names of files, and a file that was still on its way in.
  await tx.message.updateMany({ where: { courseId }, data: WORDLESS });
  await tx.import.updateMany({ where: { courseId }, data: { fileName: NAMELESS } });
  await tx.batch.updateMany({ where: { courseId }, data: { fileName: NAMELESS } });
  await tx.importChunk.deleteMany({ where: { import: { courseId, kind: "ROSTER" } } });
  await tx.$executeRaw`
    DELETE FROM import_people WHERE import_id IN (SELECT id FROM imports WHERE course_id = ${courseId}::uuid)`;
  // What was chosen for an act on many may be a name that somebody searched for, and the reason for declining may name somebody, too. An act that
  // is not through does not know any more for whom it is, so it is over.
  await tx.$executeRaw`
    UPDATE bulk_acts SET selection = '{}', finished_at = coalesce(finished_at, now()) WHERE course_id = ${courseId}::uuid`;
  await tx.$executeRaw`
    UPDATE courses SET scrubbed_at = now(), archived_at = coalesce(archived_at, now()) WHERE id = ${courseId}::uuid`;
  await recordScrubbing(tx, courseId, await tx.enrolment.count({ where: { courseId, scrubbedAt: { not: null } } }));
}

function recordScrubbing(tx: Transaction, courseId: string, people: number): Promise<void> {
  const subject = { subjectType: "course", subjectId: courseId, detail: { people } };
  return recordEvent(tx, { courseId, actorId: null, act: "course.scrubbed", ...subject });
}

/**
 * Takes name, address and words out of enrolments, and out of what hangs on them. The invented address is unlike every other, and its domain
 * can never exist (RFC 2606). Who has no other place and is no administrator has no account any more; everybody else is signed out.
 */
async function scrubEnrolments(tx: Transaction, ids: string[]): Promise<void> {
  const people = await tx.enrolment.findMany({ where: { id: { in: ids }, scrubbedAt: null }, select: { email: true } });
  const emails = people.map(({ email }) => email);
  await tx.$executeRaw`
    UPDATE enrolments SET name = '', email = 'gone-' || id || '@scrubbed.invalid', scrubbed_at = now(), version = version + 1
    WHERE id = ANY(${ids}::uuid[]) AND scrubbed_at IS NULL`;
  await tx.answer.deleteMany({ where: { request: { enrolmentId: { in: ids } } } });
  await tx.$executeRaw`
    DELETE FROM import_people p USING imports i, enrolments e
    WHERE i.id = p.import_id AND e.id = ANY(${ids}::uuid[]) AND i.course_id = e.course_id AND p.email = ANY(${emails}::text[])`;
  const explained = { enrolmentId: { in: ids }, reason: { not: null } };
  await tx.request.updateMany({ where: explained, data: { reason: null } });
  await tx.allocation.updateMany({ where: explained, data: { reason: null } });
  await tx.$executeRaw`
    UPDATE deliveries d SET address = e.email, answer = NULL
    FROM enrolments e WHERE e.id = d.enrolment_id AND e.id = ANY(${ids}::uuid[])`;
  // What was written to nobody else, such as a letter to one person or a mail about their code, is theirs alone.
  const own = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT d.message_id AS id FROM deliveries d WHERE d.enrolment_id = ANY(${ids}::uuid[]) AND NOT EXISTS (
      SELECT 1 FROM deliveries o JOIN enrolments e ON e.id = o.enrolment_id WHERE o.message_id = d.message_id AND e.scrubbed_at IS NULL)`;
  await tx.message.updateMany({ where: { id: { in: own.map(({ id }) => id) } }, data: WORDLESS });
  await tx.$executeRaw`
    DELETE FROM users u WHERE u.email = ANY(${emails}::text[])
      AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.email = u.email)
      AND NOT EXISTS (SELECT 1 FROM administrators a WHERE a.email = u.email)`;
  await tx.$executeRaw`UPDATE users SET session_version = session_version + 1 WHERE email = ANY(${emails}::text[])`;
}

/** Gives back what the person has not seen, to whoever waits for it. The mail about it finds nobody to go to any more. */
async function releaseUnseen(tx: Transaction, { userId }: CourseInstructor, enrolmentId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT release_code(a.id, a.offer_id, ${userId}::uuid) FROM allocations a
    WHERE a.enrolment_id = ${enrolmentId}::uuid AND a.state = 'ALLOCATED' ORDER BY a.id`;
}

async function cancelRequests(tx: Transaction, proof: CourseInstructor, enrolmentId: string): Promise<void> {
  const cancelled = await tx.$queryRaw<{ id: string; offerId: string }[]>`
    UPDATE requests SET state = 'CANCELLED', cancelled_at = now()
    WHERE enrolment_id = ${enrolmentId}::uuid AND state IN ('PENDING', 'WAITING')
    RETURNING id, offer_id AS "offerId"`;
  for (const { id, offerId } of cancelled) {
    await recordEvent(tx, {
      ...actOf(proof),
      offerId,
      act: "request.cancelled",
      subjectType: "request",
      subjectId: id,
    });
  }
}

function actOf({ courseId, userId }: CourseInstructor) {
  return { courseId, actorId: userId };
}
