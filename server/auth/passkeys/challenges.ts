import type { Prisma, Transaction } from "../../db";
import type { Session } from "../session";

type Purpose = "add" | "present";

/** Keeps what this session's browser was just asked to sign. A newer question takes the older one's place; five minutes are enough. */
export async function keepChallenge(
  db: Prisma,
  { session, purpose, challenge }: { session: Session; purpose: Purpose; challenge: string },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO passkey_challenges (session_id, user_id, purpose, challenge, expires_at)
    VALUES (${session.sessionId}::uuid, ${session.userId}::uuid, ${purpose}, ${challenge}, now() + interval '5 minutes')
    ON CONFLICT (session_id, purpose)
      DO UPDATE SET user_id = excluded.user_id, challenge = excluded.challenge, expires_at = excluded.expires_at`;
}

/** Takes it out, so that no answer counts twice, whatever becomes of this one. Null when there is none, or its five minutes are over. */
export async function takeChallenge(
  tx: Prisma | Transaction,
  { session, purpose }: { session: Session; purpose: Purpose },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ challenge: string; isLive: boolean }[]>`
    DELETE FROM passkey_challenges
    WHERE session_id = ${session.sessionId}::uuid AND user_id = ${session.userId}::uuid AND purpose = ${purpose}
    RETURNING challenge, expires_at > statement_timestamp() AS "isLive"`;
  return row?.isLive ? row.challenge : null;
}
