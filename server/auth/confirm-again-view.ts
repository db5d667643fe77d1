import { redirect } from "next/navigation";
import { database } from "../db";
import { environment } from "../env";
import { isConfirmationUnderWay } from "./confirm-again";
import { isConfirmed } from "./is-confirmed";
import { isSessionLive } from "./is-session-live";
import { hasPasskey } from "./passkeys/present-passkey";
import { isFactorDue } from "./passkeys/second-factor";
import { readSession } from "./session";
import { signInPath } from "./sign-in-notices";

/** What the page that confirms a person again shows. Who is not signed in, or whose session was ended, goes to the sign-in page. */
export async function loadConfirmAgainView(): Promise<{
  email: string;
  isConfirmed: boolean;
  isUnderWay: boolean;
  /** Then that is asked for, and no mail is sent. */
  hasPasskey: boolean;
  /** Staff who have yet to present a second factor in this session, and may do nothing else before. */
  isDue: boolean;
  demonstration: boolean;
}> {
  const db = database().prisma;
  const session = await readSession();
  if (!session || !(await isSessionLive({ db, session }))) {
    redirect(signInPath({ problem: session ? "ended" : undefined }));
  }
  return {
    email: session.email,
    isConfirmed: await isConfirmed({ db, session }),
    isUnderWay: await isConfirmationUnderWay({ db, session }),
    hasPasskey: await hasPasskey({ db, session }),
    isDue: await isFactorDue({ db, session }),
    demonstration: environment().demonstration,
  };
}
