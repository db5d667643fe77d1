import { createServer, type Server } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { checkMailServer as check } from "./check-mail-server";

const checkMailServer = (smtpUrl: string, more: Partial<Parameters<typeof check>[0]> = {}) =>
  check({ smtpUrl, smtpTls: "required", ...more });

const open: (Server | SMTPServer)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise<void>((done) => server.close(() => done()))));
});

async function startSmtp(): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, answer) =>
      username === "bursar" && password === "right" ? answer(null, { user: username }) : answer(new Error("no")),
  });
  open.push(server);
  return new Promise((done) => {
    const listening = server.listen(0, "127.0.0.1", () => done((listening.address() as { port: number }).port));
  });
}

test("a mail server that answers is no reason for a word", async () => {
  const port = await startSmtp();
  expect(await checkMailServer(`smtp://127.0.0.1:${port}`)).toBeNull();
  expect(await checkMailServer(`smtp://bursar:right@127.0.0.1:${port}`)).toBeNull();
});

test("a wrong password is named, and never shown", async () => {
  const port = await startSmtp();
  const complaint = await checkMailServer(`smtp://bursar:wrongword@127.0.0.1:${port}`);
  expect(complaint).toContain("refused the user or the password");
  expect(complaint).not.toContain("wrongword");
});

test("nobody there, and a server that is none of mail", async () => {
  expect(await checkMailServer("smtp://127.0.0.1:1")).toContain(
    "(127.0.0.1:1) does not serve us: nothing answers there",
  );
  const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  open.push(other);
  const port = await new Promise<number>((done) => {
    other.listen(0, "127.0.0.1", () => done((other.address() as { port: number }).port));
  });
  expect(await checkMailServer(`smtp://127.0.0.1:${port}`)).toMatch(
    /does not serve us: .*mails are kept and tried again/,
  );
});

/** Reaches this machine by an address that is none of its loopback ones. */
const AS_ELSEWHERE = "0.0.0.0";

test("a server elsewhere that offers no TLS is refused before it learns user or password, unless that was allowed", async () => {
  const url = `smtp://bursar:wrongword@${AS_ELSEWHERE}:${await startSmtp()}`;
  expect(await checkMailServer(url)).toContain("offers no TLS");
  expect(await checkMailServer(url, { smtpTls: "optional" })).toContain("refused the user or the password");
});

// Less than the half minute that nodemailer would wait by itself.
test("a server that takes the connection and says nothing does not hold up the start", {
  timeout: 20_000,
}, async () => {
  const silent = createServer();
  open.push(silent);
  const port = await new Promise<number>((done) => {
    silent.listen(0, "127.0.0.1", () => done((silent.address() as { port: number }).port));
  });
  expect(await checkMailServer(`smtp://127.0.0.1:${port}`, { longestWait: 200 })).toContain("did not answer in time");
});

test("a name that no server has is told as that", async () => {
  expect(await checkMailServer("smtp://mail.invalid:587")).toMatch(/no server of that name|nothing answers|in time/);
});
