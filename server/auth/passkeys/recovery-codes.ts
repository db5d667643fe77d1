import { randomInt } from "node:crypto";
import { sha256 } from "../../crypto";
import type { Prisma } from "../../db";
import { done, type Outcome, refuse } from "../../errors";
import { logSecurity } from "../../security-log";
import { isConfirmed } from "../is-confirmed";
import type { Session } from "../session";
import { queuePasskeyMail } from "./passkey-mail";
import { noteFactor } from "./second-factor";

// Without what one typeface or another confuses. 24 of these 30 characters are 117 bits: more than the 112 from which a plain hash may keep it (ASVS 6.5.2).
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 6;
const COUNT = 10;

type Asked = { db: Prisma; session: Session };

/**
 * Makes ten codes, in place of all earlier ones. They are answered here and never again; the database keeps hashes. Only for a session that was
 * confirmed within ten minutes, of somebody who has a passkey.
 */
export async function makeRecoveryCodes({ db, session }: Asked): Promise<Outcome<string[]>> {
  if (!(await isConfirmed({ db, session })))
    return refuse("confirm", "Confirm first that it is you: your ten minutes are over.");
  const { userId } = session;
  if ((await db.passkey.count({ where: { userId } })) === 0) return refuse("none", "Add a passkey first.");
  const codes = Array.from({ length: COUNT }, makeCode);
  await db.$transaction([
    db.recoveryCode.deleteMany({ where: { userId } }),
    db.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: hashCode({ userId, code }) })) }),
  ]);
  return done(codes);
}

/** Confirms this session by one of the person's codes and spends it. False when it is none of theirs, or was used. */
export async function spendRecoveryCode({ db, session, typed }: Asked & { typed: string }): Promise<boolean> {
  const { userId } = session;
  const isSpent = await db.$transaction(async (tx) => {
    const { count } = await tx.recoveryCode.deleteMany({ where: { userId, hash: hashCode({ userId, code: typed }) } });
    if (count === 0) {
      return false;
    }
    await noteFactor(tx, session);
    await queuePasskeyMail(tx, { userId, what: "recovered", name: "" });
    return true;
  });
  logSecurity({ security: isSpent ? "confirmed" : "confirmation failed", by: "recovery code", user: userId });
  return isSpent;
}

/** "ABCD-2345-EFGH-6789-JKMN-2345". Earlier ones had four groups; they go on working, since whatever was made is compared by its hash. */
function makeCode(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** Small letters, spaces and dashes make no difference. */
function hashCode({ userId, code }: { userId: string; code: string }): string {
  return sha256(`recovery code ${userId} ${code.toUpperCase().replace(/[^A-Z0-9]/g, "")}`);
}
