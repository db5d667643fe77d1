import type { Prisma, Transaction } from "../../db";
import { done, type Outcome, refuse } from "../../errors";
import { endAllSessions } from "../end-sessions";
import { isConfirmed } from "../is-confirmed";
import type { Session } from "../session";
import { queuePasskeyMail } from "./passkey-mail";

/** Removes a passkey of this person; with the last one their recovery codes go too. Only within ten minutes of confirming. Twice is once. */
export async function removePasskey({
  db,
  session,
  id,
}: {
  db: Prisma;
  session: Session;
  id: string;
}): Promise<Outcome<null>> {
  if (!(await isConfirmed({ db, session })))
    return refuse("confirm", "Confirm first that it is you: your ten minutes are over.");
  const { userId } = session;
  await db.$transaction(async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { id, userId } });
    if (!passkey || (await tx.passkey.deleteMany({ where: { id, userId } })).count === 0) return;
    if ((await tx.passkey.count({ where: { userId } })) === 0) await tx.recoveryCode.deleteMany({ where: { userId } });
    await queuePasskeyMail(tx, { userId, what: "removed", name: passkey.name });
  });
  return done(null);
}

/**
 * Removes all passkeys and recovery codes of an address, for somebody who has lost them, and ends every session of theirs: they begin anew by mail. Answers with
 * whose they were; null when there was nothing to remove.
 */
export async function resetSecondFactor(tx: Transaction, { email }: { email: string }): Promise<string | null> {
  const user = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (!user) {
    return null;
  }
  const { count } = await tx.passkey.deleteMany({ where: { userId: user.id } });
  const codes = await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
  if (count + codes.count === 0) {
    return null;
  }
  await endAllSessions(tx, { email });
  await queuePasskeyMail(tx, { userId: user.id, what: "reset", name: "" });
  return user.id;
}
