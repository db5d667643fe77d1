import type { Prisma, Transaction } from "../db";
import { logSecurity } from "../security-log";
import type { Session } from "./session";
import { SESSION_SECONDS } from "./session-seconds";

/** Ends one session for good: its cookie, wherever a copy of it may be, is refused from now on. Twice is once. */
export async function endSession({ db, session }: { db: Prisma; session: Session }): Promise<void> {
  const ended = await db.$executeRaw`
    INSERT INTO ended_sessions (id, user_id, expires_at)
    SELECT ${session.sessionId}::uuid, id, now() + make_interval(secs => ${SESSION_SECONDS})
    FROM users WHERE id = ${session.userId}::uuid
    ON CONFLICT (id) DO NOTHING`;
  if (ended > 0) logSecurity({ security: "session ended", user: session.userId });
}

/**
 * Ends every session of the person of that address, in the transaction of what changes their rights (removal from a course, another
 * role). An address that has never signed in has none; then nothing happens.
 */
export async function endAllSessions(tx: Transaction, { email }: { email: string }): Promise<void> {
  await tx.$executeRaw`UPDATE users SET session_version = session_version + 1 WHERE email = ${email}`;
}

/** The same for many people at once. */
export async function endSessionsOf(tx: Transaction, { emails }: { emails: readonly string[] }): Promise<void> {
  await tx.$executeRaw`UPDATE users SET session_version = session_version + 1 WHERE email = ANY(${[...emails]}::text[])`;
}

/** Ends every session of whoever holds this one. A session that has itself ended does nothing: an old cookie is no weapon. */
export async function endSessionsEverywhere({ db, session }: { db: Prisma; session: Session }): Promise<void> {
  const ended = await db.$executeRaw`
    UPDATE users SET session_version = session_version + 1
    WHERE id = ${session.userId}::uuid AND session_version = ${session.sessionVersion}
      AND NOT EXISTS (SELECT 1 FROM ended_sessions WHERE id = ${session.sessionId}::uuid)`;
  if (ended > 0) logSecurity({ security: "all sessions ended", user: session.userId });
}
