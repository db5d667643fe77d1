import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Prisma } from "../../db";
import { brokeUniqueIndex, done, type Outcome, refuse } from "../../errors";
import { isConfirmed } from "../is-confirmed";
import type { Session } from "../session";
import { keepChallenge, takeChallenge } from "./challenges";
import { queuePasskeyMail } from "./passkey-mail";
import type { RelyingParty } from "./relying-party";
import { noteFactor } from "./second-factor";

type Asked = { db: Prisma; session: Session; party: RelyingParty };

/** One for each device is plenty, and a list that nobody reads protects nobody. */
const MOST_PASSKEYS = 10;

const NOT_CONFIRMED = refuse("confirm", "Confirm first that it is you: your ten minutes are over.");
const FAILED = refuse(
  "failed",
  "That did not work: the question was answered already, too late, or by something else. Try again.",
);

/**
 * What the browser makes a passkey from. Only for a session that was confirmed within ten minutes: by a passkey, or, for somebody without
 * one, by mail. Refuses more than ten.
 */
export async function beginPasskey({
  db,
  session,
  party,
}: Asked): Promise<Outcome<PublicKeyCredentialCreationOptionsJSON>> {
  if (!(await isConfirmed({ db, session }))) return NOT_CONFIRMED;
  const passkeys = await db.passkey.findMany({ where: { userId: session.userId } });
  if (passkeys.length >= MOST_PASSKEYS) return refuse("many", "You have ten passkeys. Remove one that you do not use.");
  const options = await generateRegistrationOptions({
    rpName: "Bursar",
    rpID: party.id,
    userID: new TextEncoder().encode(session.userId),
    userName: session.email,
    userDisplayName: session.name ?? session.email,
    attestationType: "none",
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
  await keepChallenge(db, { session, purpose: "add", challenge: options.challenge });
  return done(options);
}

/**
 * Keeps the passkey that the browser made. Its making proves that its owner is there, so the session counts as having presented it. Refuses an
 * answer to no question, to an old or answered one, of another origin, or without its owner's being verified by the device.
 */
export async function addPasskey({
  db,
  session,
  party,
  name,
  response,
}: Asked & { name: string; response: RegistrationResponseJSON }): Promise<Outcome<null, string>> {
  if (!(await isConfirmed({ db, session }))) return NOT_CONFIRMED;
  const expectedChallenge = await takeChallenge(db, { session, purpose: "add" });
  if (!expectedChallenge) return FAILED;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return FAILED;
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
  const passkey = {
    userId: session.userId,
    credentialId: id,
    publicKey: Uint8Array.from(publicKey),
    counter,
    transports: transports ?? [],
    name,
  };
  try {
    await db.$transaction(async (tx) => {
      await tx.passkey.create({ data: passkey });
      await noteFactor(tx, session);
      await queuePasskeyMail(tx, { userId: session.userId, what: "added", name });
    });
  } catch (error) {
    if (brokeUniqueIndex(error)) return FAILED;
    throw error;
  }
  return done(null);
}
