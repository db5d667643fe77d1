import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { environment } from "./env";
import { MailDelayed, sendMail } from "./mailer";

const heard: string[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth: ({ username }, _session, answer) => {
    heard.push("password");
    answer(null, { user: username });
  },
  onMailFrom: (_address, _session, answer) => {
    heard.push("mail");
    answer();
  },
});
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "0.0.0.0", () => done()));
  const { port } = server.server.address() as { port: number };
  // This machine, by an address that is none of its loopback ones.
  environment().smtpUrl = `smtp://bursar:password@0.0.0.0:${port}`;
});
afterAll(() => new Promise<void>((done) => server.close(() => done())));

test("to a mail server elsewhere that offers no TLS goes neither password nor mail, and the mail is tried again", async () => {
  const mail = { to: "ada@example.org", subject: "Sign in", text: "a link", html: "<p>a link</p>" };
  await expect(sendMail(mail)).rejects.toThrow(MailDelayed);
  expect(heard).toEqual([]);
});
