import type { Prisma } from "../db";
import type { Session } from "./session";

/** Minutes for which a confirmation counts. */
const CONFIRMED_MINUTES = 10;

/** Whether the person of this session has confirmed again who they are, by the database's clock a moment ago. */
export async function isConfirmed({ db, session }: { db: Prisma; session: Session }): Promise<boolean> {
  const [row] = await db.$queryRaw<{ confirmed: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM session_confirmations
      WHERE session_id = ${session.sessionId}::uuid AND user_id = ${session.userId}::uuid
        AND confirmed_at > now() - make_interval(mins => ${CONFIRMED_MINUTES})) AS confirmed`;
  return row?.confirmed ?? false;
}
