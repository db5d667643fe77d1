import type { Prisma } from "../db";
import { logSecurity } from "../security-log";
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
  const user = await db.$transaction(async (tx) => {
    const email = await spendSignInLink(tx, { secret, link });
    return email ? enterUser(tx, { email }) : null;
  });
  logSecurity(user ? { security: "signed in", by: "link", user: user.id } : { security: "sign-in failed", by: "link" });
  return user;
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
  const user =
    request === null
      ? null
      : await db.$transaction(async (tx) => {
          const email = await spendSignInCode(tx, { ...attempt, request });
          return email ? enterUser(tx, { email }) : null;
        });
  logSecurity(
    user
      ? { security: "signed in", by: "typed code", user: user.id }
      : { security: "sign-in failed", by: "typed code", address: attempt.email },
  );
  return user;
}
