import { recordEvent } from "@/features/audit/commands";
import { endAllSessions } from "@/server/auth/end-sessions";
import { resetSecondFactor } from "@/server/auth/passkeys/remove-passkeys";
import type { Prisma } from "@/server/db";

type Address = { db: Prisma; email: string };

/** Lets somebody make courses. The address is in small letters, and may never have signed in. False when it could already. */
export async function grantAdministrator({ db, email }: Address): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.administrator.createMany({ data: [{ email }], skipDuplicates: true });
    if (count === 0) {
      return false;
    }
    await recordEvent(tx, {
      courseId: null,
      actorId: null,
      act: "administrator.granted",
      subjectType: "administrator",
      subjectId: email,
    });
    return true;
  });
}

/** Takes that away again, and ends the person's sessions at once. False when there was nothing to take away. */
export async function revokeAdministrator({ db, email }: Address): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.administrator.deleteMany({ where: { email } });
    if (count === 0) {
      return false;
    }
    await endAllSessions(tx, { email });
    await recordEvent(tx, {
      courseId: null,
      actorId: null,
      act: "administrator.withdrawn",
      subjectType: "administrator",
      subjectId: email,
    });
    return true;
  });
}

/** Removes the passkeys and recovery codes of somebody who has lost them, and ends their sessions. False when they had none. */
export async function clearSecondFactor({ db, email }: Address): Promise<boolean> {
  return db.$transaction(async (tx) => {
    if (!(await resetSecondFactor(tx, { email }))) {
      return false;
    }
    await recordEvent(tx, {
      courseId: null,
      actorId: null,
      act: "second-factor.reset",
      subjectType: "user",
      subjectId: email,
    });
    return true;
  });
}

/** The addresses of all administrators, in alphabetical order. */
export async function listAdministrators({ db }: { db: Prisma }): Promise<string[]> {
  const rows = await db.administrator.findMany({ select: { email: true }, orderBy: { email: "asc" } });
  return rows.map(({ email }) => email);
}
