import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { databaseNow, type Prisma } from "../../db";
import { logSecurity } from "../../security-log";
import type { Session } from "../session";
import { keepChallenge, takeChallenge } from "./challenges";
import type { RelyingParty } from "./relying-party";
import { noteFactor } from "./second-factor";

type Asked = { db: Prisma; session: Session; party: RelyingParty };

/** Whether this person has a passkey. Then a code by mail confirms them no more. */
export async function hasPasskey({ db, session }: { db: Prisma; session: Session }): Promise<boolean> {
  return (await db.passkey.count({ where: { userId: session.userId }, take: 1 })) > 0;
}

/** What the browser is asked to sign with one of this person's passkeys; null when they have none. */
export async function beginPresenting({
  db,
  session,
  party,
}: Asked): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const passkeys = await db.passkey.findMany({ where: { userId: session.userId } });
  if (passkeys.length === 0) {
    return null;
  }
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: "required",
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as AuthenticatorTransport[],
    })),
  });
  await keepChallenge(db, { session, purpose: "present", challenge: options.challenge });
  return options;
}

/**
 * Confirms this session by a passkey of its person. False for an answer to no question, to an old or answered one, of another origin, by
 * somebody else's passkey, without its owner's being verified by the device, or with a count that does not go up: that is a copy.
 */
export async function presentPasskey(asked: Asked & { response: AuthenticationResponseJSON }): Promise<boolean> {
  const isConfirmed = await verifyPasskey(asked);
  const security = isConfirmed ? "confirmed" : "confirmation failed";
  logSecurity({ security, by: "passkey", user: asked.session.userId });
  return isConfirmed;
}

async function verifyPasskey({
  db,
  session,
  party,
  response,
}: Asked & { response: AuthenticationResponseJSON }): Promise<boolean> {
  const expectedChallenge = await takeChallenge(db, { session, purpose: "present" });
  const passkey = await db.passkey.findFirst({ where: { credentialId: String(response.id), userId: session.userId } });
  if (!expectedChallenge || !passkey) {
    return false;
  }
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  }).catch(() => null);
  if (!verified?.verified) {
    return false;
  }
  const { newCounter } = verified.authenticationInfo;
  return db.$transaction(async (tx) => {
    // Of two answers with the same count, the second is a copy's.
    const { count } = await tx.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter },
      data: { counter: newCounter, lastUsedAt: await databaseNow(tx) },
    });
    if (count > 0) await noteFactor(tx, session);
    return count > 0;
  });
}
