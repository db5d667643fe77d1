import { database } from "../db";
import { environment } from "../env";
import { type DemonstrationPerson, listDemonstrationPeople } from "./demonstration-people";
import { isSessionLive } from "./is-session-live";
import { landingPath } from "./landing-path";
import { readPendingSignIn } from "./pending-sign-in";
import { readSession } from "./session";
import { findSignInAddress } from "./spend-sign-in-token";

export type SignInView = {
  /** Who is signed in already, and where they would go on. */
  present: { email: string; goOn: string } | null;
  /** What this browser typed last; shown again when it was no address. */
  typed: string;
  /** The OpenID Connect provider's name, if one is set. */
  provider: string | null;
  /** Null outside the demonstration. */
  people: DemonstrationPerson[] | null;
};

/** What the sign-in page shows. A session that was ended elsewhere counts as none. */
export async function loadSignInView(): Promise<SignInView> {
  const { oidc, demonstration } = environment();
  return {
    present: await findPresent(),
    typed: (await readPendingSignIn())?.email ?? "",
    provider: oidc?.name ?? null,
    people: demonstration ? await listDemonstrationPeople({ db: database().prisma }) : null,
  };
}

/** What the check-your-mail page shows, or null when this browser has not asked for a mail in the last ten minutes. */
export async function loadCheckMailView(): Promise<{ email: string } | null> {
  const pending = await readPendingSignIn();
  return pending && { email: pending.email };
}

/**
 * The address that a link would sign in, or null when the link is not good any more; then where this browser's person may go on, if
 * the link has been used here. Any number of looks change nothing.
 */
export async function loadConfirmView({
  link,
}: {
  link: string;
}): Promise<{ email: string | null; goOn: string | null }> {
  const email = await findSignInAddress({ db: database().prisma, secret: environment().sessionSecret, link });
  return { email, goOn: email ? null : ((await findPresent())?.goOn ?? null) };
}

async function findPresent(): Promise<SignInView["present"]> {
  const db = database().prisma;
  const session = await readSession();
  if (!session || !(await isSessionLive({ db, session }))) {
    return null;
  }
  return { email: session.email, goOn: await landingPath({ db, email: session.email }) };
}
