import { v7 as uuid7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { unseal } from "../crypto";
import { confirmSession, isConfirmationUnderWay, sendConfirmationCode } from "./confirm-again";
import { enterUser } from "./enter-user";
import { isConfirmed } from "./is-confirmed";
import type { Session } from "./session";
import { signInByCode } from "./sign-in-by-mail";
import { deriveSignInKey, type SignInSecrets } from "./sign-in-secrets";

const secret = "a secret of thirty-two characters or more";
let database: TestDatabase;
let session: Session;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.owner.query("TRUNCATE verification_tokens; TRUNCATE outbox_jobs");
  session = await begin("iris@example.org");
});

async function begin(email: string): Promise<Session> {
  const user = await enterUser(database.prisma, { email });
  return { sessionId: uuid7(), userId: user.id, sessionVersion: user.sessionVersion, email, name: null };
}

async function send(to: Session) {
  const sent = await sendConfirmationCode({ db: database.prisma, secret, session: to, next: null });
  const { rows } = await database.pool.query("SELECT task, payload FROM outbox_jobs ORDER BY id DESC LIMIT 1");
  const { task, payload } = rows[0];
  const key = deriveSignInKey({ secret, purpose: "mail" });
  const opened = unseal({ sealed: Buffer.from(payload.sealed, "base64"), key, boundTo: payload.request });
  return { sent, task, request: payload.request as string, ...(JSON.parse(opened) as SignInSecrets) };
}
const confirm = (as: Session, typed: string) => confirmSession({ db: database.prisma, secret, session: as, typed });
const confirmed = (as: Session) => isConfirmed({ db: database.prisma, session: as });

it("confirms the session that asked, once, for ten minutes by the database's clock", async () => {
  expect(await confirmed(session)).toBe(false);
  const { task, code } = await send(session);
  expect(task).toBe("send-confirmation-mail");
  expect(await isConfirmationUnderWay({ db: database.prisma, session })).toBe(true);
  expect(await confirm(session, code.toLowerCase())).toBe(true);
  expect(await confirmed(session)).toBe(true);
  expect(await confirm(session, code)).toBe(false);
  await database.pool.query("UPDATE session_confirmations SET confirmed_at = confirmed_at - interval '10 minutes'");
  expect(await confirmed(session)).toBe(false);
});

it("confirms no other session, not even of the same person, and signs nobody in", async () => {
  const { code, request } = await send(session);
  const elsewhere = { ...session, sessionId: uuid7() };
  const stranger = await begin("mallory@example.org");
  expect(await confirm(elsewhere, code)).toBe(false);
  expect(await confirm(stranger, code)).toBe(false);
  const { email } = session;
  expect(await signInByCode({ db: database.prisma, secret, email, request, typed: code })).toBeNull();
  expect(await confirm(session, code)).toBe(true);
  expect(await confirmed(elsewhere)).toBe(false);
  expect(await confirmed({ ...session, userId: stranger.userId })).toBe(false);
});

it("takes five wrong codes and then none", async () => {
  const { code } = await send(session);
  const tries = await Promise.all(Array.from({ length: 5 }, () => confirm(session, "WRONG234")));
  expect(tries).toEqual(Array(5).fill(false));
  expect(await confirm(session, code)).toBe(false);
});

it("takes no code that is ten minutes old", async () => {
  const { code } = await send(session);
  await database.pool.query("UPDATE verification_tokens SET expires = expires - interval '10 minutes'");
  expect(await confirm(session, code)).toBe(false);
});

it("sends five mails an hour to a session", async () => {
  const sent = [];
  for (let mail = 0; mail < 6; mail += 1) sent.push((await send(session)).sent);
  expect(sent).toEqual([true, true, true, true, true, false]);
});
