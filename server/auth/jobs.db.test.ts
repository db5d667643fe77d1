import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSmtpServer } from "@/e2e/fixtures/smtp-server";
import { buildCourse, buildEnrolment } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { environment } from "../env";
import { issueSignInToken } from "./issue-sign-in-token";
import { sendSignInMail } from "./jobs";
import { signInByCode, signInByLink } from "./sign-in-by-mail";

let database: TestDatabase;
let folder: string;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "bursar-mails-"));
  smtp = await startSmtpServer({ folder });
  process.env.SMTP_URL = smtp.url;
});
afterAll(async () => {
  await smtp.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await database.owner.query("TRUNCATE verification_tokens; TRUNCATE outbox_jobs");
});

const readMails = () =>
  readdirSync(folder).map((name): { to: string[]; text: string } =>
    JSON.parse(readFileSync(join(folder, name), "utf8")),
  );
const mailsTo = (email: string) => readMails().filter(({ to }) => to.includes(email));

/** Asks for a mail as the sign-in page does, and lets the worker's task send it, if `meanwhile` leaves it something to send. */
async function ask({ email, meanwhile }: { email: string; meanwhile?: (request: string) => Promise<unknown> }) {
  const request = await issueSignInToken({
    db: database.prisma,
    secret: environment().sessionSecret,
    email,
    next: null,
  });
  await meanwhile?.(request ?? "");
  const { rows } = await database.pool.query<{ payload: { request: string } }>("SELECT payload FROM outbox_jobs");
  await sendSignInMail({
    db: database.prisma,
    payload: rows.find(({ payload }) => payload.request === request)?.payload,
  });
  return request ?? "";
}

describe("a sign-in mail", () => {
  it("goes to whoever is enrolled, and its link and its code sign in", async () => {
    const course = await buildCourse(database.prisma);
    const { email, name } = await buildEnrolment(database.prisma, { courseId: course.id, name: "Ada Okafor" });
    const secret = environment().sessionSecret;
    const db = database.prisma;
    await ask({ email });
    const link = /confirm\?token=([\w-]+)/.exec(mailsTo(email)[0]?.text ?? "")?.[1] ?? "";
    expect(await signInByLink({ db, secret, link })).toMatchObject({ email, name });
    const request = await ask({ email });
    const code = /^([2-9A-Z]{4}-[2-9A-Z]{4})$/m.exec(mailsTo(email)[1]?.text ?? "")?.[1] ?? "";
    expect(await signInByCode({ db, secret, email, request, typed: code })).toMatchObject({ email });
  });

  it("goes to administrators and to those who have been here before", async () => {
    await database.owner.query("INSERT INTO administrators (email) VALUES ('admin@example.org')");
    await database.prisma.user.create({ data: { email: "former@example.org" } });
    for (const email of ["admin@example.org", "former@example.org"]) {
      await ask({ email });
      expect(mailsTo(email)).toHaveLength(1);
    }
  });

  it("goes to nobody else: not to a stranger, not to somebody taken off the roster", async () => {
    const course = await buildCourse(database.prisma);
    const removed = await buildEnrolment(database.prisma, { courseId: course.id, removedAt: new Date() });
    for (const email of ["stranger@example.org", removed.email]) {
      await ask({ email });
      expect(mailsTo(email)).toEqual([]);
    }
  });

  it("is not sent any more when its ten minutes are over", async () => {
    const course = await buildCourse(database.prisma);
    const { email } = await buildEnrolment(database.prisma, { courseId: course.id });
    await ask({ email, meanwhile: () => database.pool.query("UPDATE verification_tokens SET expires = now()") });
    expect(mailsTo(email)).toEqual([]);
  });
});

it("takes out tokens and ended sessions that decide nothing any more", async () => {
  const user = await database.prisma.user.create({ data: { email: "old@example.org" } });
  await database.pool.query(
    `INSERT INTO ended_sessions (id, user_id, expires_at) VALUES (uuid7(), $1, now() - interval '1 second'), (uuid7(), $1, now() + interval '1 hour')`,
    [user.id],
  );
  await database.pool.query(
    `INSERT INTO verification_tokens (identifier, token, expires) VALUES ('a', 'old', now() - interval '61 minutes'), ('a', 'counts', now() - interval '59 minutes')`,
  );
  await ask({ email: "stranger@example.org" });
  expect(await database.prisma.endedSession.count()).toBe(1);
  expect(
    await database.prisma.verificationToken.findMany({ where: { identifier: "a" }, select: { token: true } }),
  ).toEqual([{ token: "counts" }]);
});
