import { v7 as uuid7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { endSession } from "@/server/auth/end-sessions";
import { enterUser } from "@/server/auth/enter-user";
import { noteFactor } from "@/server/auth/passkeys/second-factor";
import type { Session } from "@/server/auth/session";
import { environment } from "@/server/env";
import * as access from "./access";

const holder = globalThis as { bursarDatabase?: TestDatabase };
let db: TestDatabase;
let ref: { course: string; offer: string };
let people: Record<"participant" | "assistant" | "instructor" | "administrator", Session>;
beforeAll(async () => {
  db = await createTestDatabase();
  // The one that the proofs ask.
  holder.bursarDatabase = db;
});
afterAll(async () => {
  holder.bursarDatabase = undefined;
  await db.drop();
});
afterEach(() => {
  environment().secondFactor = "off";
});
beforeEach(async () => {
  const { prisma } = db;
  const course = await buildCourse(prisma);
  ref = { course: course.slug, offer: (await buildOffer(prisma, { courseId: course.id })).slug };
  const enrolled = async (role: "PARTICIPANT" | "ASSISTANT" | "INSTRUCTOR") =>
    begin((await buildEnrolment(prisma, { courseId: course.id, role })).email);
  const administrator = `${course.slug}@example.org`;
  await db.owner.query("INSERT INTO administrators (email) VALUES ($1)", [administrator]);
  people = {
    participant: await enrolled("PARTICIPANT"),
    assistant: await enrolled("ASSISTANT"),
    instructor: await enrolled("INSTRUCTOR"),
    administrator: await begin(administrator),
  };
});

async function begin(email: string): Promise<Session> {
  const user = await enterUser(db.prisma, { email });
  return { sessionId: uuid7(), userId: user.id, sessionVersion: user.sessionVersion, email, name: null };
}

/** What each proof says of somebody; `administrates` is what the list of courses goes by. */
async function askAll(session: Session) {
  const signedIn = await access.proveSignedIn(session);
  const proofs = {
    signedIn,
    atDesk: await access.proveAtDesk(session),
    member: await access.proveCourseMember(session, ref),
    offerMember: await access.proveOfferMember(session, ref),
    staff: await access.proveCourseStaff(session, ref),
    offerStaff: await access.proveOfferStaff(session, ref),
    instructor: await access.proveCourseInstructor(session, ref),
    offerInstructor: await access.proveOfferInstructor(session, ref),
    disclosure: await access.proveCodeDisclosure(session, ref),
    administrator: await access.proveAdministrator(session),
    administrates: signedIn?.isAdministrator ?? false,
  };
  return Object.entries(proofs).flatMap(([name, proof]) => (proof ? [name] : []));
}

const ANYBODY = ["signedIn", "atDesk"];
const MEMBER = ["member", "offerMember"];
const STAFF = ["staff", "offerStaff"];
const INSTRUCTOR = ["instructor", "offerInstructor"];
const ADMINISTRATOR = ["administrator", "administrates"];
const MAY = {
  participant: [...ANYBODY, ...MEMBER],
  assistant: [...ANYBODY, ...MEMBER, ...STAFF],
  instructor: [...ANYBODY, ...MEMBER, ...STAFF, ...INSTRUCTOR],
  administrator: [...ANYBODY, ...STAFF, ...INSTRUCTOR, ...ADMINISTRATOR],
};
const ROLES = Object.keys(MAY) as (keyof typeof MAY)[];

describe.each(ROLES)("what is proven of a session: %s (T7)", (role) => {
  it("is what the role may, and nothing in another course or for a session that has ended (T16)", async () => {
    const session = people[role];
    expect(await askAll(session)).toEqual(MAY[role]);
    const foreign = await buildCourse(db.prisma);
    const { slug } = await buildOffer(db.prisma, { courseId: foreign.id });
    ref = { course: foreign.slug, offer: slug };
    expect(await askAll(session)).toEqual(role === "administrator" ? MAY.administrator : ANYBODY);
    await db.prisma.user.update({ where: { id: session.userId }, data: { sessionVersion: { increment: 1 } } });
    expect(await askAll(session)).toEqual([]);
  });

  it("is nothing once this session was signed out, and all the same in another of the person's (T16)", async () => {
    const session = people[role];
    const other = { ...session, sessionId: uuid7() };
    await endSession({ db: db.prisma, session });
    expect([await askAll(session), await askAll(other)]).toEqual([[], MAY[role]]);
  });

  it("is a participant's part only until staff have presented their second factor in this session, where one is asked for", async () => {
    const session = people[role];
    environment().secondFactor = "staff";
    const without = { participant: MAY.participant, administrator: ["signedIn"] };
    expect(await askAll(session)).toEqual(role in without ? without[role as "participant"] : ["signedIn", ...MEMBER]);
    await db.prisma.$transaction((tx) => noteFactor(tx, session));
    const disclosing = role === "instructor" || role === "administrator";
    const all = await askAll(session);
    expect(all.filter((name) => name !== "disclosure")).toEqual(MAY[role]);
    expect(all.includes("disclosure"), "a factor confirms, too").toBe(disclosing);
  });
});
