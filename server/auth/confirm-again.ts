import type { Prisma } from "../db";
import { logSecurity } from "../security-log";
import { issueToken } from "./issue-sign-in-token";
import { hasPasskey } from "./passkeys/present-passkey";
import type { Session } from "./session";
import { spendSignInCode } from "./spend-sign-in-token";

// No address: what is asked for here signs nobody in, and a sign-in mail's code confirms nothing.
const identifierOf = ({ sessionId }: Session) => `confirm ${sessionId}`;

/** Sends a code to the person of this session, to confirm again who they are. False when they have had five this hour, or have a passkey. */
export async function sendConfirmationCode({
  db,
  secret,
  session,
  next,
}: {
  db: Prisma;
  secret: string;
  session: Session;
  next: string | null;
}): Promise<boolean> {
  // Whoever has a passkey is asked for that: a mailbox that somebody else has got into must not do instead.
  if (await hasPasskey({ db, session })) return false;
  const { email } = session;
  const identifier = identifierOf(session);
  return (await issueToken({ db, secret, identifier, email, next, task: "send-confirmation-mail" })) !== null;
}

/** Whether a code is under way to this session that may still be typed. */
export async function isConfirmationUnderWay({ db, session }: { db: Prisma; session: Session }): Promise<boolean> {
  return (await findNewest({ db, session })) !== null;
}

type Typed = { db: Prisma; secret: string; session: Session; typed: string };

/**
 * Confirms this session by the code of its newest mail, together or not at all. False when the code is wrong, ten minutes old, was guessed at
 * five times, or the person has a passkey. Another session of the same person is not confirmed by it.
 */
export async function confirmSession(asked: Typed): Promise<boolean> {
  const isConfirmed = await spendConfirmation(asked);
  const security = isConfirmed ? "confirmed" : "confirmation failed";
  logSecurity({ security, by: "typed code", user: asked.session.userId });
  return isConfirmed;
}

async function spendConfirmation({ db, secret, session, typed }: Typed): Promise<boolean> {
  const request = await findNewest({ db, session });
  if (!request || (await hasPasskey({ db, session }))) {
    return false;
  }
  return db.$transaction(async (tx) => {
    if (!(await spendSignInCode(tx, { secret, email: identifierOf(session), request, typed }))) {
      return false;
    }
    await tx.$executeRaw`
      INSERT INTO session_confirmations (session_id, user_id) VALUES (${session.sessionId}::uuid, ${session.userId}::uuid)
      ON CONFLICT (session_id) DO UPDATE SET confirmed_at = now()`;
    return true;
  });
}

async function findNewest({ db, session }: { db: Prisma; session: Session }): Promise<string | null> {
  const [row] = await db.$queryRaw<{ token: string }[]>`
    SELECT token FROM verification_tokens
    WHERE identifier = ${identifierOf(session)} AND expires > statement_timestamp()
    ORDER BY created_at DESC LIMIT 1`;
  return row?.token ?? null;
}
