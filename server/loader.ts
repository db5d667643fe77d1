import { notFound, redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import { readSession, type Session } from "./auth/session";

/**
 * Guards a read: session, proof, query. What a page calls is `load(input)`.
 * Nobody signed in goes to the sign-in page; no proof and no such thing answer alike, with "not found".
 */
export function guardedLoader<Input, Proof, View>({
  prove,
  read,
}: {
  prove: (session: Session, input: Input) => Promise<Proof | null>;
  read: (proof: Proof, input: Input) => Promise<View | null>;
}): (input: Input) => Promise<View> {
  return async (input) => {
    const session = await readSession();
    if (!session) {
      redirect(paths.signIn);
    }
    const proof = await prove(session, input);
    if (!proof) {
      notFound();
    }
    const view = await read(proof, input);
    if (view === null) {
      notFound();
    }
    return view;
  };
}
