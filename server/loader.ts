import { notFound, redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import { isSessionLive } from "./auth/is-session-live";
import { isFactorDue } from "./auth/passkeys/second-factor";
import { readSession, type Session } from "./auth/session";
import { signInPath } from "./auth/sign-in-notices";
import { database } from "./db";
import { showFault } from "./fault";

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
    return proof && read(proof, input);
  };
  return async (input) => {
    const session = await readSession();
    if (!session) {
      redirect(paths.signIn);
    }
    const view = await readProven(session, input).catch(showFault);
    if (view === null) {
      const isLive = await isSessionLive({ db: database().prisma, session }).catch(showFault);
      if (!isLive) redirect(signInPath({ problem: "ended" }));
      // Not being allowed yet is no secret to staff; whether this page exists still is.
      return (await isFactorDue({ db: database().prisma, session }).catch(showFault))
        ? redirect(paths.confirmAgain)
        : notFound();
    }
    return view;
  };
}
