import type { Prisma, Transaction } from "../../db";
import { environment } from "../../env";
import type { Session } from "../session";

/** Whether the portal lets staff act only in sessions that have presented a passkey or a recovery code (SECOND_FACTOR). */
function isFactorRequired(): boolean {
  return environment().secondFactor === "staff";
}

/** Whether that is required and has not happened in this session yet. Costs nothing where it is not required. */
export async function lacksFactor({ db, session }: { db: Prisma; session: Session }): Promise<boolean> {
  if (!isFactorRequired()) {
    return false;
  }
  const [row] = await db.$queryRaw<{ has: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM session_confirmations
      WHERE session_id = ${session.sessionId}::uuid AND user_id = ${session.userId}::uuid AND by_factor) AS has`;
  return !row?.has;
}

/** Whether this person has to present one now: they look after some course, or are an administrator, and the session lacks it. */
export async function isFactorDue({ db, session }: { db: Prisma; session: Session }): Promise<boolean> {
  return (await lacksFactor({ db, session })) && (await looksAfterCourses({ db, userId: session.userId }));
}

async function looksAfterCourses({ db, userId }: { db: Prisma; userId: string }): Promise<boolean> {
  const [row] = await db.$queryRaw<{ does: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = ${userId}::uuid AND (
      EXISTS (SELECT 1 FROM administrators d WHERE d.email = u.email)
      OR EXISTS (SELECT 1 FROM enrolments e WHERE e.email = u.email AND e.role <> 'PARTICIPANT' AND e.removed_at IS NULL))) AS does`;
  return row?.does ?? false;
}

/** Notes that this session has presented a passkey or a recovery code, which also confirms for ten minutes who is there. */
export async function noteFactor(tx: Transaction, session: Session): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO session_confirmations (session_id, user_id, by_factor)
    VALUES (${session.sessionId}::uuid, ${session.userId}::uuid, true)
    ON CONFLICT (session_id) DO UPDATE SET confirmed_at = now(), by_factor = true`;
}
