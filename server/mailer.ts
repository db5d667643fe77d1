import { createTransport, type Transporter } from "nodemailer";
import { database } from "./db";
import { environment } from "./env";

export type Mail = { to: string; subject: string; text: string; html: string };

let transporter: Transporter | undefined;

/**
 * Sends a mail through SMTP_URL. In the demonstration without one, keeps it for the demonstration's own page instead.
 * Throws when the mail server does not take it: the job around it tries again.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl, mailFrom } = environment();
  if (!smtpUrl) {
    await database().prisma.demonstrationMail.create({ data: mail });
    return;
  }
  transporter ??= createTransport(smtpUrl, {
    from: mailFrom,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  } as object);
  await transporter.sendMail(mail);
}
