import type { Role } from "@/prisma/generated/enums";
import { isConfirmed } from "@/server/auth/is-confirmed";
import { isFactorDue, lacksFactor } from "@/server/auth/passkeys/second-factor";
import type { Session } from "@/server/auth/session";
import { database } from "@/server/db";
import { noteRefusedRight } from "@/server/refused-rights";

declare const proven: unique symbol;
/** Nobody can write a proof by hand: only the functions of this file make one, after asking the database. */
type Proof<Kind extends string, Facts> = Facts & { readonly [proven]: { readonly [kind in Kind]: true } };

/** A session that the database still accepts. */
export type SignedIn = Proof<"signed-in", { userId: string; email: string; isAdministrator: boolean }>;

/** A place in the course, of whatever role. */
export type CourseMember = Proof<
  "course-member",
  { userId: string; email: string; courseId: string; courseSlug: string; enrolmentId: string; role: Role }
>;

/** A place in the course of an offer, of whatever role. */
export type OfferMember = CourseMember & { offerId: string; offerSlug: string };

/**
 * Looks after people and requests of the course and never sees a code: one of its assistants or instructors, or an
 * administrator. `mayInstruct` says which pages to offer; what only instructors may do asks for the proof below.
 */
export type CourseStaff = Proof<
  "course-staff",
  {
    userId: string;
    email: string;
    courseId: string;
    courseSlug: string;
    timeZone: string;
    /** Null for an administrator who is not on the roster. */
    enrolmentId: string | null;
    mayInstruct: boolean;
  }
>;

/** The same, for one offer of the course. */
export type OfferStaff = CourseStaff & { offerId: string; offerSlug: string };

/** May do everything in the course: one of its instructors, or an administrator. Does for what its staff may do. */
export type CourseInstructor = CourseStaff & Proof<"course-instructor", object>;

/** The same, for one offer of the course. */
export type OfferInstructor = CourseInstructor & { offerId: string; offerSlug: string };

/** An instructor of the offer's course who has confirmed a moment ago who they are: may see codes. */
export type CodeDisclosure = OfferInstructor & Proof<"code-disclosure", object>;

/** May make courses. */
export type Administrator = Proof<"administrator", { userId: string; email: string }>;

type Ref = { course: string };
type OfferRef = { course: string; offer: string };

// One round trip for every proof, without Prisma's query compiler: each page and action pays for it.
// $1 user, $2 session version, $3 session.
const liveUser = (columns: string, joins = "") => `
  SELECT u.email, d.email IS NOT NULL AS "isAdministrator"${columns}
  FROM users u LEFT JOIN administrators d ON d.email = u.email ${joins}
  WHERE u.id = $1 AND u.session_version = $2
    AND NOT EXISTS (SELECT 1 FROM ended_sessions s WHERE s.id = $3)`;

// A course that is still being set up has no participants yet: to them it does not exist.
const ENROLMENT = `LEFT JOIN enrolments e ON e.course_id = c.id AND e.email = u.email AND e.removed_at IS NULL
  AND (c.opened_at IS NOT NULL OR e.role <> 'PARTICIPANT')`;
const COURSE_COLUMNS = `, c.id AS "courseId", c.slug AS "courseSlug", c.time_zone AS "timeZone", e.id AS "enrolmentId", e.role`;

const SIGNED_IN = liveUser("");
const BY_COURSE = liveUser(COURSE_COLUMNS, `JOIN courses c ON c.slug = $4 ${ENROLMENT}`);
const BY_OFFER = liveUser(
  `${COURSE_COLUMNS}, o.id AS "offerId", o.slug AS "offerSlug"`,
  `JOIN courses c ON c.slug = $4 JOIN offers o ON o.course_id = c.id AND o.slug = $5 ${ENROLMENT}`,
);

type CourseRow = {
  email: string;
  isAdministrator: boolean;
  courseId: string;
  courseSlug: string;
  timeZone: string;
  enrolmentId: string | null;
  role: Role | null;
};
type OfferRow = CourseRow & { offerId: string; offerSlug: string };

function issue<Kind>(facts: object): Kind {
  return facts as Kind;
}

/** No proof; the guard around the page, route or action writes it to the log if nothing else came of the request. */
function refuse(right: string): null {
  noteRefusedRight(right);
  return null;
}

async function ask<Row>(sql: string, session: Session, ...values: string[]): Promise<Row | undefined> {
  const { rows } = await database().pool.query(sql, [
    session.userId,
    session.sessionVersion,
    session.sessionId,
    ...values,
  ]);
  return rows[0] as Row | undefined;
}

/** Proves that the session has not been ended by signing out, signing out everywhere or a change of the person's rights. */
export async function proveSignedIn(session: Session): Promise<SignedIn | null> {
  const row = await ask<{ email: string; isAdministrator: boolean }>(SIGNED_IN, session);
  if (!row) return refuse("signed-in");
  const isAdministrator = row.isAdministrator && !(await lacksFactor({ db: database().prisma, session }));
  return issue<SignedIn>({ email: row.email, isAdministrator, userId: session.userId });
}

/** The same for the list of what somebody looks after: null also for staff who have yet to present their second factor. */
export async function proveAtDesk(session: Session): Promise<SignedIn | null> {
  return (await isFactorDue({ db: database().prisma, session })) ? null : proveSignedIn(session);
}

/** Proves that the person may make courses. */
export async function proveAdministrator(session: Session): Promise<Administrator | null> {
  const person = await proveSignedIn(session);
  return person?.isAdministrator
    ? issue<Administrator>({ userId: person.userId, email: person.email })
    : refuse("administrator");
}

/** Proves a standing enrolment in the course. */
export async function proveCourseMember(session: Session, { course }: Ref): Promise<CourseMember | null> {
  const row = await ask<CourseRow>(BY_COURSE, session, course);
  return row?.enrolmentId ? issue<CourseMember>({ ...row, userId: session.userId }) : refuse("course-member");
}

/** Proves a standing enrolment in the course of the offer. */
export async function proveOfferMember(session: Session, { course, offer }: OfferRef): Promise<OfferMember | null> {
  const row = await ask<OfferRow>(BY_OFFER, session, course, offer);
  return row?.enrolmentId ? issue<OfferMember>({ ...row, userId: session.userId }) : refuse("offer-member");
}

/** Proves that the person is an assistant or instructor of the course, or an administrator. */
export async function proveCourseStaff(session: Session, { course }: Ref): Promise<CourseStaff | null> {
  const row = await ask<CourseRow>(BY_COURSE, session, course);
  return row && (await mayActAsStaff(row, session))
    ? issue<CourseStaff>({ ...row, userId: session.userId, mayInstruct: mayInstruct(row) })
    : refuse("course-staff");
}

/** Proves that the person is an assistant or instructor of the offer's course, or an administrator. */
export async function proveOfferStaff(session: Session, { course, offer }: OfferRef): Promise<OfferStaff | null> {
  const row = await ask<OfferRow>(BY_OFFER, session, course, offer);
  return row && (await mayActAsStaff(row, session))
    ? issue<OfferStaff>({ ...row, userId: session.userId, mayInstruct: mayInstruct(row) })
    : refuse("offer-staff");
}

/** Proves that the person is an instructor of the course, or an administrator. */
export async function proveCourseInstructor(session: Session, ref: Ref): Promise<CourseInstructor | null> {
  const staff = await proveCourseStaff(session, ref);
  return staff?.mayInstruct ? issue<CourseInstructor>(staff) : refuse("course-instructor");
}

/** Proves that the person is an instructor of the offer's course, or an administrator. */
export async function proveOfferInstructor(session: Session, ref: OfferRef): Promise<OfferInstructor | null> {
  const staff = await proveOfferStaff(session, ref);
  return staff?.mayInstruct ? issue<OfferInstructor>(staff) : refuse("offer-instructor");
}

/**
 * Proves an instructor who has confirmed again who they are within the last ten minutes, in this very session. For showing
 * and exporting codes; null also when the confirmation is missing or old, which `confirmAgainPath` of server/auth mends.
 */
export async function proveCodeDisclosure(session: Session, ref: OfferRef): Promise<CodeDisclosure | null> {
  const instructor = await proveOfferInstructor(session, ref);
  const confirmed = instructor && (await isConfirmed({ db: database().prisma, session }));
  return confirmed ? issue<CodeDisclosure>(instructor) : refuse("code-disclosure");
}

/** Staff whose session has presented the second factor, where the portal requires one (SECOND_FACTOR). */
async function mayActAsStaff(row: CourseRow, session: Session): Promise<boolean> {
  const isStaff = row.role === "ASSISTANT" || mayInstruct(row);
  return isStaff && !(await lacksFactor({ db: database().prisma, session }));
}

function mayInstruct(row: CourseRow): boolean {
  return row.role === "INSTRUCTOR" || row.isAdministrator;
}
