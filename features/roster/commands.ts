import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import type { Enrolment } from "@/prisma/generated/client";
import { endAllSessions } from "@/server/auth/end-sessions";
import { databaseNow, type Prisma, type Transaction } from "@/server/db";
import { brokeUniqueIndex, done, type Outcome, refuse } from "@/server/errors";
import { mayLoseInstructor } from "./rules";
import type { Role } from "./schema";

type ByInstructor = { prisma: Prisma; proof: CourseInstructor };

const MISSING = () => refuse("missing", "There is no such person on this roster.");
const LAST = () =>
  refuse("last-instructor", "This is the course's last instructor. Make somebody else an instructor first.");

/** Adds one person. Refuses an address that is on the roster already, also where it was removed: that one is brought back instead. */
export async function addPerson({
  prisma,
  proof,
  person,
}: ByInstructor & { person: { email: string; name: string; role: Role } }): Promise<Outcome<null>> {
  try {
    return await prisma.$transaction(async (tx) => {
      const { id } = await tx.enrolment.create({ data: { ...person, courseId: proof.courseId }, select: { id: true } });
      await record(tx, proof, "enrolment.added", { id, role: person.role });
      return done(null);
    });
  } catch (error) {
    if (brokeUniqueIndex(error)) {
      const sentence =
        "This address is on the roster already. If the person was removed, bring them back from the list instead.";
      return refuse("already-here", sentence);
    }
    throw error;
  }
}

/** Gives a person another role, and ends their sessions so that it holds at once. Refuses to take the last instructor away. */
export async function changeRole({
  prisma,
  proof,
  enrolment,
  role,
}: ByInstructor & { enrolment: string; role: Role }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    if (!found || found.removedAt) return MISSING();
    if (found.role === role) return done(null);
    if (!mayLoseInstructor({ instructors: await countInstructors(tx, proof), role: found.role })) return LAST();
    await tx.enrolment.update({ where: { id: found.id }, data: { role }, select: { id: true } });
    await endAllSessions(tx, { email: found.email });
    await record(tx, proof, "enrolment.changed", { id: found.id, role, before: found.role });
    return done(null);
  });
}

/** Removes a person from the course, with their sessions. What they did stays on record. Refuses the last instructor; twice is once. */
export async function removePerson({
  prisma,
  proof,
  enrolment,
}: ByInstructor & { enrolment: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    if (!found) return MISSING();
    if (found.removedAt) return done(null);
    if (!mayLoseInstructor({ instructors: await countInstructors(tx, proof), role: found.role })) return LAST();
    await tx.enrolment.update({
      where: { id: found.id },
      data: { removedAt: await databaseNow(tx) },
      select: { id: true },
    });
    await endAllSessions(tx, { email: found.email });
    await record(tx, proof, "enrolment.removed", { id: found.id, role: found.role });
    return done(null);
  });
}

/** Brings a removed person back, in the role that they had. Twice is once. */
export async function restorePerson({
  prisma,
  proof,
  enrolment,
}: ByInstructor & { enrolment: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    if (!found) return MISSING();
    if (!found.removedAt) return done(null);
    await tx.enrolment.update({ where: { id: found.id }, data: { removedAt: null }, select: { id: true } });
    await record(tx, proof, "enrolment.restored", { id: found.id, role: found.role });
    return done(null);
  });
}

/** Changes of one roster go one after the other: two instructors who remove each other at once must not both succeed. */
async function lockRoster(tx: Transaction, proof: CourseInstructor, enrolment: string): Promise<Enrolment | null> {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${proof.courseId}::uuid FOR NO KEY UPDATE`;
  return tx.enrolment.findFirst({ where: { id: enrolment, courseId: proof.courseId } });
}

function countInstructors(tx: Transaction, proof: CourseInstructor): Promise<number> {
  return tx.enrolment.count({ where: { courseId: proof.courseId, role: "INSTRUCTOR", removedAt: null } });
}

function record(
  tx: Transaction,
  proof: CourseInstructor,
  act: "enrolment.added" | "enrolment.changed" | "enrolment.removed" | "enrolment.restored",
  { id, ...detail }: { id: string; role: Role; before?: Role },
): Promise<void> {
  return recordEvent(tx, {
    courseId: proof.courseId,
    actorId: proof.userId,
    act,
    subjectType: "enrolment",
    subjectId: id,
    detail,
  });
}
