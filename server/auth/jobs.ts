import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { unseal } from "../crypto";
import { database, type Prisma } from "../db";
import { environment } from "../env";
import { sendMail } from "../mailer";
import { isKnownAddress } from "./known-address";
import { sendPasskeyMail } from "./passkeys/passkey-mail";
import { renderConfirmationLetter, renderSignInLetter } from "./sign-in-letter";
import { deriveSignInKey, type SignInSecrets } from "./sign-in-secrets";
import { findLiveRequest } from "./spend-sign-in-token";

const payloadShape = z.object({
  email: z.string(),
  request: z.string(),
  next: z.string().optional(),
  sealed: z.base64(),
});
const secretsShape = z.object({ link: z.string(), code: z.string() });

/** What the worker does for signing in. */
export const signInTasks: TaskList = {
  "send-sign-in-mail": (payload) => sendSignInMail({ db: database().prisma, payload }),
  "send-confirmation-mail": (payload) => sendConfirmationMail({ db: database().prisma, payload }),
  "send-passkey-mail": (payload) => sendPasskeyMail({ payload }),
};

/**
 * Sends a sign-in mail, if its address is known and its token can still be used: a mail server that was away for an hour must not
 * bring links that lead nowhere. Throws when the mail server refuses; the worker tries again.
 */
export async function sendSignInMail({ db, payload }: { db: Prisma; payload: unknown }): Promise<void> {
  const mail = payloadShape.parse(payload);
  await dropStaleRows({ db });
  if ((await isKnownAddress({ db, email: mail.email })) && (await findLiveRequest({ db, request: mail.request }))) {
    await sendMail(await renderSignInLetter({ to: mail.email, secrets: openSecrets(mail), next: mail.next }));
  }
}

/** The same for the code by which a signed-in person confirms again who they are. */
async function sendConfirmationMail({ db, payload }: { db: Prisma; payload: unknown }): Promise<void> {
  const mail = payloadShape.parse(payload);
  if (await findLiveRequest({ db, request: mail.request })) {
    await sendMail(await renderConfirmationLetter({ to: mail.email, secrets: openSecrets(mail) }));
  }
}

function openSecrets({ sealed, request }: z.infer<typeof payloadShape>): SignInSecrets {
  const key = deriveSignInKey({ secret: environment().sessionSecret, purpose: "mail" });
  const text = unseal({ sealed: Buffer.from(sealed, "base64"), key, boundTo: request });
  return secretsShape.parse(JSON.parse(text));
}

/** Takes out what no longer decides anything: tokens beyond the hour that limits mails, ended sessions that would be over anyway, old counts and refusals. */
async function dropStaleRows({ db }: { db: Prisma }): Promise<void> {
  await db.$executeRaw`DELETE FROM verification_tokens WHERE expires < now() - interval '1 hour'`;
  await db.$executeRaw`DELETE FROM ended_sessions WHERE expires_at < now()`;
  await db.$executeRaw`DELETE FROM session_confirmations WHERE confirmed_at < now() - interval '1 day'`;
  await db.$executeRaw`DELETE FROM passkey_challenges WHERE expires_at < now()`;
  await db.$executeRaw`DELETE FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000`;
  await db.$executeRaw`DELETE FROM limit_refusals WHERE at < now() - interval '30 days'`;
}
