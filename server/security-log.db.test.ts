import { AsyncLocalStorage } from "node:async_hooks";
import { v7 as uuid7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  proveCourseInstructor,
  proveCourseMember,
  proveOfferInstructor,
  proveOfferMember,
} from "@/features/courses/access";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { watchLog } from "@/scripts/test-log";
import { confirmSession, sendConfirmationCode } from "./auth/confirm-again";
import { endSession, endSessionsEverywhere } from "./auth/end-sessions";
import { enterUser } from "./auth/enter-user";
import { issueSignInToken } from "./auth/issue-sign-in-token";
import { spendRecoveryCode } from "./auth/passkeys/recovery-codes";
import type { Session } from "./auth/session";
import { signInByCode, signInByLink } from "./auth/sign-in-by-mail";
import { deriveSignInKey, type SignInSecrets } from "./auth/sign-in-secrets";
import { unseal } from "./crypto";
import { environment } from "./env";
import { logRefusedRight } from "./refused-rights";
import type { RequestContext } from "./request-context";
import { logSecurity } from "./security-log";

const secret = "a secret of thirty-two characters or more";
const requests = new AsyncLocalStorage<RequestContext>();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  // As scripts/start/run-server.mjs and the portal's own start set them.
  Object.assign(globalThis, { bursarRequests: requests, bursarDatabase: database });
});
afterAll(() => database.drop());

/** As within a request. */
const inRequest = <Answer>(work: () => Promise<Answer>) => requests.run({ requestId: "request-4711" }, work);
const begin = async (email: string): Promise<Session> => {
  const user = await enterUser(database.prisma, { email });
  return { sessionId: uuid7(), userId: user.id, sessionVersion: user.sessionVersion, email, name: null };
};
const newest = async (): Promise<SignInSecrets & { request: string }> => {
  const { rows } = await database.pool.query("SELECT payload FROM outbox_jobs ORDER BY id DESC LIMIT 1");
  const { sealed, request } = rows[0].payload;
  const key = deriveSignInKey({ secret, purpose: "mail" });
  return { request, ...JSON.parse(unseal({ sealed: Buffer.from(sealed, "base64"), key, boundTo: request })) };
};
const ask = async (email: string) => {
  await issueSignInToken({ db: database.prisma, secret, email, next: null });
  return newest();
};

describe("the log", () => {
  it("says who signed in by mail, and that somebody could not, with the request and without what was typed", async () => {
    const log = watchLog();
    const email = "ada.okafor@example.org";
    const mails = [await ask(email), await ask(email)];
    const [, { request, code }] = mails as [SignInSecrets, SignInSecrets & { request: string }];
    const byCode = (typed: string) => signInByCode({ db: database.prisma, secret, email, request, typed });
    const user = await inRequest(async () => {
      await signInByLink({ db: database.prisma, secret, link: "no-such-link" });
      await byCode("WRONG234");
      await byCode("WRONG567");
      return byCode(code);
    });
    const third = await ask(email);
    await inRequest(() => signInByLink({ db: database.prisma, secret, link: third.link }));
    const failed = { level: 40, request: "request-4711", security: "sign-in failed" };
    const signedIn = { level: 30, request: "request-4711", security: "signed in", user: user?.id };
    const person = expect.stringMatching(/^[0-9a-f]{16}$/);
    expect(log.lines()).toMatchObject([
      { ...failed, by: "link" },
      { ...failed, by: "typed code", person },
      { ...failed, by: "typed code", person },
      { ...signedIn, by: "typed code" },
      { ...signedIn, by: "link" },
    ]);
    const [, one, two] = log.lines();
    expect(one?.person).toBe(two?.person);
    for (const typed of [email, "ada.okafor", "no-such-link", "WRONG234", code, third.link]) {
      expect(log.text()).not.toContain(typed);
    }
  });

  it("hashes an address by a key, so that nobody who has the log alone can try addresses", async () => {
    const log = watchLog();
    const event = { security: "sign-in failed", by: "typed code", address: "bo@example.org" } as const;
    logSecurity(event);
    const { sessionSecret } = environment();
    environment().sessionSecret = "another secret of thirty-two characters";
    logSecurity(event);
    environment().sessionSecret = sessionSecret;
    const [one, other] = log.lines();
    expect(one?.person).not.toBe(other?.person);
  });

  it("says who confirmed again, who failed to, and who signed out, here and everywhere", async () => {
    const log = watchLog();
    const session = await begin("cy@example.org");
    const user = session.userId;
    await sendConfirmationCode({ db: database.prisma, secret, session, next: null });
    const { code } = await newest();
    const type = (typed: string) => confirmSession({ db: database.prisma, secret, session, typed });
    await type("WRONG234");
    await type(code);
    await spendRecoveryCode({ db: database.prisma, session, typed: "ABCD-2345-EFGH-6789" });
    await endSessionsEverywhere({ db: database.prisma, session });
    await endSession({ db: database.prisma, session });
    await endSession({ db: database.prisma, session });
    expect(log.lines().map(({ level, security, by, user }) => ({ level, security, by, user }))).toEqual([
      { level: 40, security: "confirmation failed", by: "typed code", user },
      { level: 30, security: "confirmed", by: "typed code", user },
      { level: 40, security: "confirmation failed", by: "recovery code", user },
      { level: 30, security: "all sessions ended", by: undefined, user },
      { level: 30, security: "session ended", by: undefined, user },
    ]);
    expect(log.text()).not.toContain(code);
    expect(log.text()).not.toContain("2345");
  });
});

describe("a right that was refused", () => {
  it("is in the log as a warning, with the person and the right, once the request ends in it", async () => {
    const course = await buildCourse(database.prisma);
    const offer = await buildOffer(database.prisma, { courseId: course.id });
    const { email } = await buildEnrolment(database.prisma, { courseId: course.id });
    const session = await begin(email);
    const ref = { course: course.slug, offer: offer.slug };
    const log = watchLog();
    const refused = async (prove: () => Promise<unknown>) =>
      inRequest(async () => {
        expect(await prove()).toBeNull();
        await logRefusedRight({ session });
      });
    await refused(() => proveCourseInstructor(session, ref));
    await refused(() => proveOfferInstructor(session, ref));
    await refused(() => proveCourseMember(session, { course: "somebody-elses" }));
    const line = { level: 40, request: "request-4711", security: "right refused", user: session.userId };
    expect(log.lines()).toMatchObject([
      { ...line, right: "course-instructor" },
      { ...line, right: "offer-instructor" },
      { ...line, right: "course-member" },
    ]);
    expect(log.text()).not.toContain(email);
    expect(log.text()).not.toContain("somebody-elses");
  });

  it("is no line where the right was there and only the thing was not, nor where the session had ended", async () => {
    const course = await buildCourse(database.prisma);
    const offer = await buildOffer(database.prisma, { courseId: course.id });
    const { email } = await buildEnrolment(database.prisma, { courseId: course.id });
    const session = await begin(email);
    const ref = { course: course.slug, offer: offer.slug };
    const log = watchLog();
    await inRequest(async () => {
      expect(await proveOfferMember(session, ref)).not.toBeNull();
      await logRefusedRight({ session });
    });
    expect(log.lines()).toEqual([]);
    await endSession({ db: database.prisma, session });
    await inRequest(async () => {
      expect(await proveOfferMember(session, ref)).toBeNull();
      await logRefusedRight({ session });
    });
    expect(log.lines().map(({ level, security }) => ({ level, security }))).toEqual([
      { level: 30, security: "session ended" },
      { level: 30, security: "ended session refused" },
    ]);
  });
});
