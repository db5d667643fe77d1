import { v7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { endAllSessions, endSession, endSessionsEverywhere } from "./end-sessions";
import { enterUser } from "./enter-user";
import { isSessionLive } from "./is-session-live";
import type { Session } from "./session";

let database: TestDatabase;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Somebody new, signed in on as many devices as asked for. */
async function signIn({ devices }: { devices: number }): Promise<Session[]> {
  count += 1;
  const { id, email, name, sessionVersion } = await enterUser(database.prisma, {
    email: `person-${count}@example.org`,
  });
  return Array.from({ length: devices }, () => ({ sessionId: v7(), userId: id, sessionVersion, email, name }));
}
const live = (sessions: Session[]) =>
  Promise.all(sessions.map((session) => isSessionLive({ db: database.prisma, session })));

it("ends the one session that signs out, and again without harm", async () => {
  const sessions = await signIn({ devices: 2 });
  const [session] = sessions as [Session];
  await endSession({ db: database.prisma, session });
  await endSession({ db: database.prisma, session });
  expect(await live(sessions)).toEqual([false, true]);
});

it("ends every session of one person, and nobody else's", async () => {
  const [mine, theirs] = [await signIn({ devices: 2 }), await signIn({ devices: 1 })];
  await endSessionsEverywhere({ db: database.prisma, session: mine[0] as Session });
  expect(await live([...mine, ...theirs])).toEqual([false, false, true]);
});

it("takes no order to end sessions from a session that has ended", async () => {
  const sessions = await signIn({ devices: 2 });
  const [stolen] = sessions as [Session];
  await endSession({ db: database.prisma, session: stolen });
  await endSessionsEverywhere({ db: database.prisma, session: stolen });
  expect(await live(sessions)).toEqual([false, true]);
  const outdated = { ...stolen, sessionId: v7(), sessionVersion: 0 };
  await endSessionsEverywhere({ db: database.prisma, session: outdated });
  expect(await live(sessions)).toEqual([false, true]);
});

it("ends every session by address, with the transaction or not at all", async () => {
  const sessions = await signIn({ devices: 2 });
  const email = sessions[0]?.email ?? "";
  const failed = database.prisma.$transaction(async (tx) => {
    await endAllSessions(tx, { email });
    throw new Error("the removal failed");
  });
  await expect(failed).rejects.toThrow("the removal failed");
  expect(await live(sessions)).toEqual([true, true]);
  await database.prisma.$transaction((tx) => endAllSessions(tx, { email }));
  expect(await live(sessions)).toEqual([false, false]);
  await endAllSessions(database.prisma, { email: "never-here@example.org" });
});

it("knows no session of somebody who does not exist", async () => {
  const session = { sessionId: v7(), userId: v7(), sessionVersion: 1, email: "", name: null };
  expect(await isSessionLive({ db: database.prisma, session })).toBe(false);
  await endSession({ db: database.prisma, session });
});
