import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { unseal } from "../crypto";
import { database, type Prisma } from "../db";
import { environment } from "../env";
import { sendMail } from "../mailer";
import { isKnownAddress } from "./known-address";
import { renderSignInLetter } from "./sign-in-letter";
import { deriveSignInKey } from "./sign-in-secrets";
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
};

/**
 * Sends a sign-in mail, if its address is known and its token can still be used: a mail server that was away for an hour must not
 * bring links that lead nowhere. Throws when the mail server refuses; the worker tries again.
 */
export async function sendSignInMail({ db, payload }: { db: Prisma; payload: unknown }): Promise<void> {
  const { email, request, next, sealed } = payloadShape.parse(payload);
  await dropStaleRows({ db });
  if (!(await isKnownAddress({ db, email })) || !(await findLiveRequest({ db, request }))) {
    return;
  }
  const key = deriveSignInKey({ secret: environment().sessionSecret, purpose: "mail" });
  const secrets = secretsShape.parse(
    JSON.parse(unseal({ sealed: Buffer.from(sealed, "base64"), key, boundTo: request })),
  );
  await sendMail(await renderSignInLetter({ to: email, secrets, next }));
}

/** Takes out what no longer decides anything: tokens beyond the hour that limits mails, and ended sessions that would be over anyway. */
async function dropStaleRows({ db }: { db: Prisma }): Promise<void> {
  await db.$executeRaw`DELETE FROM verification_tokens WHERE expires < now() - interval '1 hour'`;
  await db.$executeRaw`DELETE FROM ended_sessions WHERE expires_at < now()`;
}
