import { recordEvent } from "@/features/audit/commands";
import type { CourseStaff } from "@/features/courses/access";
import { type FormRefusal, refuseStale } from "@/lib/form-state";
import type { Enrolment } from "@/prisma/generated/client";
import { endAllSessions } from "@/server/auth/end-sessions";
import { databaseNow, type Prisma, type Transaction } from "@/server/db";
import { brokeUniqueIndex, type Done, done, type Outcome, type Refused, refuse } from "@/server/errors";
import { mayLookAfter, mayLoseInstructor, personLabels, roleWords } from "./rules";
import type { Role } from "./schema";

type ByStaff = { prisma: Prisma; proof: CourseStaff };

const MISSING = () => refuse("missing", "There is no such person on this roster.");
const LAST = () =>
  refuse("last-instructor", "This is the course's last instructor. Make somebody else an instructor first.");
const NOT_YOURS = () =>
  refuse("not-yours", "Assistants look after participants only. Ask an instructor of the course.");
const SCRUBBED = () =>
  refuse("scrubbed", "The name and address of this person are gone, and nothing brings them back.");

/**
 * Adds one person; an assistant adds participants only. Refuses an address that is on the roster already, also where it was removed: that
 * one is brought back instead.
 */
export async function addPerson({
  prisma,
  proof,
  person,
}: ByStaff & { person: { email: string; name: string; role: Role } }): Promise<Outcome<null>> {
  if (!mayLookAfter(proof, person.role)) return NOT_YOURS();
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

/**
 * Changes a person's name and role; another role ends their sessions, so that it holds at once. Without `role` it stays as it is. Refuses
 * to take the last instructor away, an assistant's hand on anything but a participant's name, and a save over somebody else's since `version`.
 */
export async function changePerson({
  prisma,
  proof,
  enrolment,
  name,
  role,
  version,
}: ByStaff & { enrolment: string; name: string; role?: Role; version: number }): Promise<Done<null> | FormRefusal> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    if (!found || found.removedAt) return MISSING();
    if (found.scrubbedAt) return SCRUBBED();
    const wanted = { name, role: role ?? found.role };
    if (!mayLookAfter(proof, found.role) || !mayLookAfter(proof, wanted.role)) return NOT_YOURS();
    if (found.version !== version) return tellStale(found, wanted);
    const isOther = wanted.role !== found.role;
    if (isOther && (await isLastInstructor(tx, found))) return LAST();
    if (!isOther && name === found.name) return done(null);
    const data = { ...wanted, version: { increment: 1 } };
    await tx.enrolment.update({ where: { id: found.id }, data, select: { id: true } });
    if (isOther) await endAllSessions(tx, { email: found.email });
    const detail = { id: found.id, role: wanted.role, before: found.role, renamed: name !== found.name };
    await record(tx, proof, "enrolment.changed", detail);
    return done(null);
  });
}

/** Removes a person from the course, with their sessions. What they did stays on record. Refuses the last instructor; twice is once. */
export async function removePerson({
  prisma,
  proof,
  enrolment,
}: ByStaff & { enrolment: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    const refusal = found ? await judgeRemoval(tx, proof, found) : MISSING();
    if (!found || refusal) return refusal ?? MISSING();
    if (found.removedAt) return done(null);
    await tx.enrolment.update({
      where: { id: found.id },
      data: { removedAt: await databaseNow(tx), version: { increment: 1 } },
      select: { id: true },
    });
    await endAllSessions(tx, { email: found.email });
    await record(tx, proof, "enrolment.removed", { id: found.id, role: found.role });
    return done(null);
  });
}

/** Why a person may not be taken off the roster by whoever asks; null when they may, also when they are off it already. */
export async function judgeRemoval(tx: Transaction, proof: CourseStaff, found: Enrolment): Promise<Refused | null> {
  if (!mayLookAfter(proof, found.role)) return NOT_YOURS();
  return !found.removedAt && (await isLastInstructor(tx, found)) ? LAST() : null;
}

/** Brings a removed person back, in the role that they had. Twice is once. Refuses who was forgotten. */
export async function restorePerson({
  prisma,
  proof,
  enrolment,
}: ByStaff & { enrolment: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const found = await lockRoster(tx, proof, enrolment);
    if (!found) return MISSING();
    if (!mayLookAfter(proof, found.role)) return NOT_YOURS();
    if (found.scrubbedAt) return SCRUBBED();
    if (!found.removedAt) return done(null);
    const data = { removedAt: null, version: { increment: 1 } };
    await tx.enrolment.update({ where: { id: found.id }, data, select: { id: true } });
    await record(tx, proof, "enrolment.restored", { id: found.id, role: found.role });
    return done(null);
  });
}

/** Changes of one roster go one after the other: two instructors who remove each other at once must not both succeed. */
export async function lockRoster(tx: Transaction, proof: CourseStaff, enrolment: string): Promise<Enrolment | null> {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${proof.courseId}::uuid FOR NO KEY UPDATE`;
  return tx.enrolment.findFirst({ where: { id: enrolment, courseId: proof.courseId } });
}

async function isLastInstructor(tx: Transaction, { courseId, role }: Enrolment): Promise<boolean> {
  const instructors = await tx.enrolment.count({ where: { courseId, role: "INSTRUCTOR", removedAt: null } });
  return !mayLoseInstructor({ instructors, role });
}

function tellStale(found: Enrolment, wanted: { name: string; role: Role }): FormRefusal {
  const write = (person: { name: string; role: Role }) => ({ name: person.name, role: roleWords[person.role] });
  const texts = { stored: write(found), typed: write(wanted) };
  return refuseStale({ thing: "person", labels: personLabels, ...texts, version: found.version });
}

function record(
  tx: Transaction,
  proof: CourseStaff,
  act: "enrolment.added" | "enrolment.changed" | "enrolment.removed" | "enrolment.restored",
  { id, ...detail }: { id: string; role: Role; before?: Role; renamed?: boolean },
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
