import type { Prisma } from "../db";
import type { Session } from "./session";

/** Whether the database still accepts the session that a cookie names. */
export async function isSessionLive({ db, session }: { db: Prisma; session: Session }): Promise<boolean> {
  const [row] = await db.$queryRaw<{ live: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM users WHERE id = ${session.userId}::uuid AND session_version = ${session.sessionVersion})
       AND NOT EXISTS (SELECT 1 FROM ended_sessions WHERE id = ${session.sessionId}::uuid) AS live`;
  return row?.live ?? false;
}
