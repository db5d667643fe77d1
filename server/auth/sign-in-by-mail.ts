import type { Prisma } from "../db";
import { type EnteredUser, enterUser } from "./enter-user";
import { spendSignInCode, spendSignInLink } from "./spend-sign-in-token";

/** Spends the token of a link and finds or makes its person, together or not at all. Null when the link is not good any more. */
export async function signInByLink({
  db,
  secret,
  link,
}: {
  db: Prisma;
  secret: string;
  link: string;
}): Promise<EnteredUser | null> {
  return db.$transaction(async (tx) => {
    const email = await spendSignInLink(tx, { secret, link });
    return email ? enterUser(tx, { email }) : null;
  });
}

/** The same for a code typed by the browser that asked, `request`; null is no request at all. A wrong code is a null, and one try fewer. */
export async function signInByCode({
  db,
  request,
  ...attempt
}: {
  db: Prisma;
  secret: string;
  email: string;
  request: string | null;
  typed: string;
}): Promise<EnteredUser | null> {
  if (request === null) {
    return null;
  }
  return db.$transaction(async (tx) => {
    const email = await spendSignInCode(tx, { ...attempt, request });
    return email ? enterUser(tx, { email }) : null;
  });
}
