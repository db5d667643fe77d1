import { createTransport } from "nodemailer";

const LONGEST_WAIT = 10_000;

/**
 * Asks the mail server whether it answers and takes the user and password of the address. Null when it does; otherwise a sentence for
 * whoever starts the portal. No reason to stop: a server that is away for a while gets the mails when it is back.
 */
export async function checkMailServer(smtpUrl: string): Promise<string | null> {
  const timeouts = { connectionTimeout: LONGEST_WAIT, greetingTimeout: LONGEST_WAIT, socketTimeout: LONGEST_WAIT };
  const transporter = createTransport(smtpUrl, timeouts as object);
  try {
    await transporter.verify();
    return null;
  } catch (error) {
    const { host } = new URL(smtpUrl);
    return `The mail server of SMTP_URL (${host}) does not serve us: ${explain(error)} Nobody can sign in by mail until it does; mails are kept and tried again.`;
  } finally {
    transporter.close();
  }
}

function explain(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (code === "EAUTH") {
    return "it refused the user or the password. Look at both; characters such as @ and / are written %40 and %2F.";
  }
  if (code === "EDNS" || code === "ENOTFOUND") {
    return "there is no server of that name. Look for a slip in the name.";
  }
  if (code === "ETIMEDOUT") {
    return "it did not answer within ten seconds. Look at the port, and whether a firewall is between.";
  }
  if (responseCode) {
    return `it answered with an error of its own (${responseCode}).`;
  }
  return "nothing answers there. Look at host and port, and at smtp:// or smtps://.";
}
