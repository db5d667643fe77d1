import { sameSecret } from "../crypto";
import type { Prisma, Transaction } from "../db";
import { hashSignInCode, hashSignInLink, normaliseSignInCode } from "./sign-in-secrets";

/**
 * Typed codes after which a token's code is dead. Its link lives on: nobody finds 256 bits by trying, and whoever asks for a mail in somebody else's name, and uses up its
 * tries, must not have made the link in their mailbox useless.
 */
const TRIES = 5;

type Spent = { identifier: string };

/** Whose token a link carries, or null when it is spent or older than ten minutes. Changes nothing: scanners open links. */
export async function findSignInAddress({
  db,
  secret,
  link,
}: {
  db: Prisma;
  secret: string;
  link: string;
}): Promise<string | null> {
  const request = hashSignInLink({ link, secret });
  return (await findLiveRequest({ db, request }))?.identifier ?? null;
}

/** The live token of that request, by the database's clock, or null. */
export async function findLiveRequest({ db, request }: { db: Prisma; request: string }): Promise<Spent | null> {
  const [row] = await db.$queryRaw<Spent[]>`
    SELECT identifier FROM verification_tokens WHERE token = ${request} AND expires > statement_timestamp()`;
  return row ?? null;
}

/** Spends the token of a link and answers with its address; null when it is spent or older than ten minutes. */
export async function spendSignInLink(
  tx: Transaction,
  { secret, link }: { secret: string; link: string },
): Promise<string | null> {
  const request = hashSignInLink({ link, secret });
  // Deleting decides: of two at once the second waits for the first and then finds no row.
  const [spent] = await tx.$queryRaw<Spent[]>`
    DELETE FROM verification_tokens
    WHERE token = ${request} AND expires > statement_timestamp() RETURNING identifier`;
  return spent ? forgetAll(tx, spent.identifier) : null;
}

/**
 * Spends the token of a request by its typed code and answers with the address, or null. Every call counts as a try, before it
 * is judged, so that a thousand at once are five as well. `request` comes from the cookie of the browser that asked: a stranger
 * can neither guess at somebody else's mail nor use up its tries.
 */
export async function spendSignInCode(
  tx: Transaction,
  { secret, email, request, typed }: { secret: string; email: string; request: string; typed: string },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ codeHash: string }[]>`
    UPDATE verification_tokens SET attempts = attempts + 1
    WHERE identifier = ${email} AND token = ${request} AND expires > statement_timestamp() AND attempts < ${TRIES}
    RETURNING code_hash AS "codeHash"`;
  const hash = hashSignInCode({ code: normaliseSignInCode(typed), request, secret });
  if (!row || !sameSecret(row.codeHash, hash)) {
    return null;
  }
  return forgetAll(tx, email);
}

/** Whoever signs in has no use for the other mails that were asked for: they must not stay open for the rest of the ten minutes. */
async function forgetAll(tx: Transaction, email: string): Promise<string> {
  await tx.$executeRaw`DELETE FROM verification_tokens WHERE identifier = ${email}`;
  return email;
}
