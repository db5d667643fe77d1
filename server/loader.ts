import { notFound, redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import { isSessionLive } from "./auth/is-session-live";
import { isFactorDue } from "./auth/passkeys/second-factor";
import { readSession, type Session } from "./auth/session";
import { signInPath } from "./auth/sign-in-notices";
import { database } from "./db";
import { showEarlierFault, showFault } from "./fault";
import { logRefusedRight } from "./refused-rights";
import { logSecurity } from "./security-log";

/**
 * Guards a read: session, proof, query. What a page calls is `load(input)`.
 * Nobody signed in, or a session that was ended, goes to the sign-in page; no proof and no such thing answer alike, with
 * "not found", except that staff who have yet to present their second factor go to where they do; a fault goes to a page that says so.
 */
export function guardedLoader<Input, Proof, View>({
  prove,
  read,
}: {
  prove: (session: Session, input: Input) => Promise<Proof | null>;
  read: (proof: Proof, input: Input) => Promise<View | null>;
}): (input: Input) => Promise<View> {
  const readProven = async (session: Session, input: Input) => {
    const proof = await prove(session, input);
    return proof ? { view: await read(proof, input) } : null;
  };
  return async (input) => {
    showEarlierFault();
    const session = await readSession();
    if (!session) {
      redirect(paths.signIn);
    }
    const proven = await readProven(session, input).catch(showFault);
    const view = proven?.view ?? null;
    if (view === null) {
      const isLive = await isSessionLive({ db: database().prisma, session }).catch(showFault);
      if (!isLive) {
        logSecurity({ security: "ended session refused", user: session.userId });
        redirect(signInPath({ problem: "ended" }));
      }
      // Not being allowed yet is no secret to staff; whether this page exists still is.
      if (await isFactorDue({ db: database().prisma, session }).catch(showFault)) redirect(paths.confirmAgain);
      if (!proven) await logRefusedRight({ session, otherwise: "page" });
      notFound();
    }
    return view;
  };
}
