import { redirect } from "next/navigation";
import { database } from "../../db";
import { isConfirmed } from "../is-confirmed";
import { isSessionLive } from "../is-session-live";
import { readSession } from "../session";
import { signInPath } from "../sign-in-notices";
import { relyingParty } from "./relying-party";
import { isFactorDue } from "./second-factor";

export type PasskeyRow = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };

/** What the page Security shows. Who is not signed in, or whose session was ended, goes to the sign-in page. */
export async function loadSecurityView() {
  const db = database().prisma;
  const session = await readSession();
  if (!session || !(await isSessionLive({ db, session }))) {
    redirect(signInPath({ problem: session ? "ended" : undefined }));
  }
  const { userId, email } = session;
  const [passkeys, recoveryCodes, confirmed, isDue]: [PasskeyRow[], number, boolean, boolean] = await Promise.all([
    db.passkey.findMany({
      where: { userId },
      orderBy: { createdAt: "asc" },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    }),
    db.recoveryCode.count({ where: { userId } }),
    isConfirmed({ db, session }),
    isFactorDue({ db, session }),
  ]);
  return { email, passkeys, recoveryCodes, isConfirmed: confirmed, isDue, isPossible: relyingParty() !== null };
}
