import { seal } from "../crypto";
import type { Prisma } from "../db";
import { addJob } from "../jobs";
import { deriveSignInKey, hashSignInCode, hashSignInLink, makeSignInSecrets } from "./sign-in-secrets";

/**
 * Mails that one address can be sent in an hour as fast as they are asked for. After these a sign-in mail goes out whenever the last one is ten minutes old: a mailbox
 * gets ten an hour at most, and whoever asks in somebody else's name cannot shut them out, since there is always a link in it that still works, or a new one comes.
 */
const MAILS_PER_HOUR = 5;

/** The jobs that send a token's mail. */
export type TokenMail = "send-sign-in-mail" | "send-confirmation-mail";

/**
 * Makes a token for the address and queues its mail, in one transaction. Answers with the name of the request (no secret), or null
 * when the address has had its mails for now.
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
  return issueToken({ db, secret, identifier: email, email, next, task: "send-sign-in-mail", isNeverDry: true });
}

/**
 * The same for any purpose: `identifier` says whose token it is and is what its code will be spent under. `isNeverDry` where somebody else may have asked
 * for the earlier ones.
 */
export async function issueToken({
  db,
  secret,
  identifier,
  email,
  next,
  task,
  isNeverDry = false,
}: {
  db: Prisma;
  secret: string;
  identifier: string;
  email: string;
  next: string | null;
  task: TokenMail;
  isNeverDry?: boolean;
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
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('sign-in ' || ${identifier}, 0))`;
    const added = await tx.$executeRaw`
      INSERT INTO verification_tokens (identifier, token, code_hash, expires)
      SELECT ${identifier}, ${request}, ${codeHash}, now() + interval '10 minutes'
      FROM (SELECT count(*) AS sent, max(created_at) AS newest FROM verification_tokens
            WHERE identifier = ${identifier} AND created_at > now() - interval '1 hour') AS earlier
      WHERE sent < ${MAILS_PER_HOUR} OR (${isNeverDry} AND newest <= now() - interval '10 minutes')`;
    if (added === 0) {
      return null;
    }
    await addJob(tx, {
      task,
      payload: { email, request, sealed: sealed.toString("base64"), ...(next && { next }) },
    });
    return request;
  });
}
