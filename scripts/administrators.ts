import { type Act, recordEvent } from "@/features/audit/commands";
import { endAllSessions } from "@/server/auth/end-sessions";
import { resetSecondFactor } from "@/server/auth/passkeys/remove-passkeys";
import type { Prisma, Transaction } from "@/server/db";

type Address = { db: Prisma; email: string };

/** Lets somebody make courses. The address is in small letters, and may never have signed in. False when it could already. */
export async function grantAdministrator({ db, email }: Address): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.administrator.createMany({ data: [{ email }], skipDuplicates: true });
    if (count === 0) {
      return false;
    }
    const { id } = await tx.administrator.findUniqueOrThrow({ where: { email }, select: { id: true } });
    await record(tx, "administrator.granted", id);
    return true;
  });
}

/** Takes that away again, and ends the person's sessions at once. False when there was nothing to take away. */
export async function revokeAdministrator({ db, email }: Address): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [gone] = await tx.$queryRaw<{ id: string }[]>`DELETE FROM administrators WHERE email = ${email} RETURNING id`;
    if (!gone) {
      return false;
    }
    await endAllSessions(tx, { email });
    await record(tx, "administrator.withdrawn", gone.id);
    return true;
  });
}

/** Removes the passkeys and recovery codes of somebody who has lost them, and ends their sessions. False when they had none. */
export async function clearSecondFactor({ db, email }: Address): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const userId = await resetSecondFactor(tx, { email });
    if (userId === null) {
      return false;
    }
    const about = { subjectType: "user", subjectId: userId } as const;
    await recordEvent(tx, { courseId: null, actorId: null, act: "second-factor.reset", ...about });
    return true;
  });
}

/** By the row's identifier, never by the address: nothing is ever taken out of the trail (decision 0017). */
function record(tx: Transaction, act: Act, subjectId: string): Promise<void> {
  return recordEvent(tx, { courseId: null, actorId: null, act, subjectType: "administrator", subjectId });
}

/** The addresses of all administrators, in alphabetical order. */
export async function listAdministrators({ db }: { db: Prisma }): Promise<string[]> {
  const rows = await db.administrator.findMany({ select: { email: true }, orderBy: { email: "asc" } });
  return rows.map(({ email }) => email);
}
