import { createTransport } from "nodemailer";
import { smtpOptions } from "@/server/smtp-options";

/**
 * Asks the mail server whether it answers and takes the user and password of the address. Null when it does; otherwise a sentence for
 * whoever starts the portal. No reason to stop: a server that is away for a while gets the mails when it is back.
 */
export async function checkMailServer(asked: Parameters<typeof smtpOptions>[0]): Promise<string | null> {
  const transporter = createTransport(smtpOptions(asked));
  try {
    await transporter.verify();
    return null;
  } catch (error) {
    const { host } = new URL(asked.smtpUrl);
    return `The mail server of SMTP_URL (${host}) does not serve us: ${explain(error)} Nobody can sign in by mail until it does; mails are kept and tried again.`;
  } finally {
    transporter.close();
  }
}

function explain(error: unknown): string {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  if (/certificate|altname/i.test(message ?? "")) {
    return "its certificate is not for that name, has run out, or comes from an authority that this machine does not know. Look at the name, and at NODE_EXTRA_CA_CERTS for an authority of your own.";
  }
  if (code === "ETLS") {
    return "it offers no TLS, and passwords and sign-in links would go to it in plain text. Look for its port with TLS (smtps:// and 465, or 587), or set SMTP_TLS=optional if nobody can listen on the way.";
  }
  if (code === "EAUTH") {
    return "it refused the user or the password. Look at both; characters such as @ and / are written %40 and %2F.";
  }
  if (code === "EDNS" || code === "ENOTFOUND") {
    return "there is no server of that name. Look for a slip in the name.";
  }
  if (code === "ETIMEDOUT") {
    return "it did not answer in time. Look at the port, and whether a firewall is between.";
  }
  if (responseCode) {
    return `it answered with an error of its own (${responseCode}).`;
  }
  return "nothing answers there. Look at host and port, and at smtp:// or smtps://.";
}
