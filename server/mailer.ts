import { createTransport, type Transporter } from "nodemailer";
import { database } from "./db";
import { environment } from "./env";
import { log } from "./log";
import { metrics } from "./metrics";
import { smtpOptions } from "./smtp-options";

/**
 * A mail to one person. `replyTo` is whom an answer goes to; `messageId` (without brackets) stays the same when a mail is sent again, so
 * that mail programs see that it is the same one. Line breaks in a name or subject cannot break out of their header.
 */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: { name: string; address: string };
  messageId?: string;
};

/** What the mail server said: it took the mail, or it refuses it for good. `words` are its own. */
export type MailAnswer = { taken: boolean; words: string };

/** The mail server did not take the mail and may take it later. The message is what it said, or what went wrong on the way to it. */
export class MailDelayed extends Error {
  override name = "MailDelayed";
}

let transporter: Transporter | undefined;

/**
 * Sends a mail through SMTP_URL. In the demonstration without one, keeps it for the demonstration's own page instead.
 * Throws `MailDelayed` when the mail server is away or asks to come again: the job around it tries again. A refusal for good is
 * an answer, since trying again would not help.
 */
export async function sendMail({ replyTo, messageId, ...mail }: Mail): Promise<MailAnswer> {
  const { smtpUrl, smtpTls, mailFrom } = environment();
  if (!smtpUrl) {
    await database().prisma.demonstrationMail.create({ data: mail });
    return { taken: true, words: "Kept for the demonstration’s page of mails." };
  }
  transporter ??= createTransport(smtpOptions({ smtpUrl, smtpTls }), { from: mailFrom });
  try {
    const { response } = await transporter.sendMail({
      ...mail,
      // As an object it is one address, whatever is in it; as a text it would be read as a list.
      to: { name: "", address: mail.to },
      ...(replyTo && { replyTo }),
      ...(messageId && { messageId: `<${messageId}>` }),
      headers: { "Auto-Submitted": "auto-generated" },
    });
    metrics().mails.inc({ answer: "taken" });
    return { taken: true, words: tidy(response ?? "") };
  } catch (error) {
    const { code, responseCode, words } = readFailure(error);
    if (!isForGood({ code, responseCode })) {
      metrics().mails.inc({ answer: "delayed" });
      throw new MailDelayed(words);
    }
    metrics().mails.inc({ answer: "refused" });
    log().warn({ smtp: responseCode }, "the mail server refused a mail for good");
    return { taken: false, words };
  }
}

/** 5xx about this mail or its address. About the connection or the password it is our own trouble, which somebody will mend. */
function isForGood({ code, responseCode }: { code: string; responseCode: number }): boolean {
  const isAboutMail = code === "EENVELOPE" || code === "EMESSAGE";
  return isAboutMail && (responseCode === 0 || (responseCode >= 500 && responseCode < 600));
}

function readFailure(error: unknown) {
  const { code, responseCode, response, message } = (error ?? {}) as Partial<
    Record<"code" | "response" | "message", string>
  > & { responseCode?: number };
  return { code: code ?? "", responseCode: responseCode ?? 0, words: tidy(response || message || "unknown") };
}

function tidy(words: string): string {
  return words.replace(/\s+/g, " ").trim().slice(0, 500);
}
