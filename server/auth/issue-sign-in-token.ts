import { seal } from "../crypto";
import type { Prisma } from "../db";
import { addJob } from "../jobs";
import { deriveSignInKey, hashSignInCode, hashSignInLink, makeSignInSecrets } from "./sign-in-secrets";

/** Mails that one address can be sent in an hour, so that nobody's mailbox can be filled from here. */
const MAILS_PER_HOUR = 5;

/**
 * Makes a token for the address and queues its mail, in one transaction. Answers with the name of the request (no secret), or null
 * when the address has had its mails for this hour.
 *
 * Whether the address is enrolled is not looked at here: the worker does that when it sends. So the work, the rows and the time are
 * the same for every address, and nothing that a visitor sees can tell who is enrolled.
 */
export async function issueSignInToken({
  db,
  secret,
  email,
  next,
}: {
  db: Prisma;
  secret: string;
  email: string;
  next: string | null;
}): Promise<string | null> {
  const secrets = makeSignInSecrets();
  const request = hashSignInLink({ link: secrets.link, secret });
  const codeHash = hashSignInCode({ code: secrets.code, request, secret });
  // The worker must know the secrets to write them into the mail. In the queue they are sealed, so that a dump of the database
  // signs nobody in; the job is deleted when the mail has gone.
  const sealed = seal({
    text: JSON.stringify(secrets),
    key: deriveSignInKey({ secret, purpose: "mail" }),
    boundTo: request,
  });
  return db.$transaction(async (tx) => {
    // One address at a time, or several calls at once would each count the others' mails as not yet sent.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('sign-in ' || ${email}, 0))`;
    const added = await tx.$executeRaw`
      INSERT INTO verification_tokens (identifier, token, code_hash, expires)
      SELECT ${email}, ${request}, ${codeHash}, now() + interval '10 minutes'
      WHERE (SELECT count(*) FROM verification_tokens
             WHERE identifier = ${email} AND created_at > now() - interval '1 hour') < ${MAILS_PER_HOUR}`;
    if (added === 0) {
      return null;
    }
    await addJob(tx, {
      task: "send-sign-in-mail",
      payload: { email, request, sealed: sealed.toString("base64"), ...(next && { next }) },
    });
    return request;
  });
}
