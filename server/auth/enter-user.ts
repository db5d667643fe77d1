import type { Transaction } from "../db";

/** Somebody whose address has just been proven, with the version that their sessions carry. */
export type EnteredUser = { id: string; email: string; name: string | null; sessionVersion: number };

/**
 * Finds or makes the user of a proven address (in small letters). The name comes from the roster unless the person has one already.
 */
export async function enterUser(tx: Transaction, { email }: { email: string }): Promise<EnteredUser> {
  const [user] = await tx.$queryRaw<EnteredUser[]>`
    INSERT INTO users (id, email, email_verified, name)
    VALUES (uuid7(), ${email}, now(),
      (SELECT name FROM enrolments WHERE email = ${email} AND removed_at IS NULL AND name <> '' ORDER BY created_at DESC LIMIT 1))
    ON CONFLICT (email) DO UPDATE
      SET email_verified = coalesce(users.email_verified, now()), name = coalesce(users.name, excluded.name)
    RETURNING id, email, name, session_version AS "sessionVersion"`;
  if (!user) {
    throw new Error("PostgreSQL answered an upsert without its row");
  }
  return user;
}
