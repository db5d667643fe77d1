import type { CourseStaff } from "@/features/courses/access";
import { listOffers } from "@/features/credits/queries";
import { Prisma as Sql } from "@/prisma/generated/client";
import type { Database, Prisma, Transaction } from "@/server/db";
import { type LeftOut, listSteps, type StepView } from "./rules";
import type { Audience, LetterStanding } from "./schema";

/** A course as its messages need it. */
export type MessageCourse = {
  id: string;
  slug: string;
  title: string;
  term: string;
  timeZone: string;
  contactName: string;
  contactAddress: string;
  openedAt: Date | null;
  archivedAt: Date | null;
  reminderGapDays: number;
  remindBeforeCloseDays: number | null;
  remindBeforeExpiryDays: number | null;
};

/** The course of a proof. */
export async function readMessageCourse({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: CourseStaff;
}): Promise<MessageCourse | null> {
  return prisma.course.findUnique({ where: { id: proof.courseId }, select: MESSAGE_COURSE });
}

export const MESSAGE_COURSE = {
  id: true,
  slug: true,
  title: true,
  term: true,
  timeZone: true,
  contactName: true,
  contactAddress: true,
  openedAt: true,
  archivedAt: true,
  reminderGapDays: true,
  remindBeforeCloseDays: true,
  remindBeforeExpiryDays: true,
} as const;

const LIVE = Sql.sql`('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')`;

// Whoever has asked before and cancelled has decided against a code, and is not reminded to ask: see listSteps in rules.ts.
const stepsOf = (courseId: string) => Sql.sql`
  SELECT p.id AS enrolment_id, o.slug, CASE
    WHEN now() >= (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone THEN NULL
    WHEN a.state = 'ALLOCATED' THEN 'reveal'
    WHEN a.state = 'REVEALED' THEN 'redeem'
    WHEN a.state IS NULL AND now() >= o.opens_at AND now() < o.closes_at
      AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.offer_id = o.id AND r.enrolment_id = p.id) THEN 'request'
  END AS step
  FROM enrolments p JOIN courses c ON c.id = p.course_id JOIN offers o ON o.course_id = c.id
  LEFT JOIN allocations a ON a.offer_id = o.id AND a.enrolment_id = p.id AND a.state IN ${LIVE}
  WHERE p.course_id = ${courseId}::uuid AND p.role = 'PARTICIPANT' AND p.removed_at IS NULL`;

/**
 * Whether somebody got a message of this kind: one that was refused or not sent is as good as none. `but` is a message that does not
 * count, because it is the one that is sent again.
 */
const wasWritten = (kind: "INVITATION" | "REMINDER", and: Sql.Sql = Sql.empty) => Sql.sql`
  EXISTS (SELECT 1 FROM deliveries d JOIN messages m ON m.id = d.message_id
    WHERE d.enrolment_id = e.id AND m.kind = ${kind}::message_kind AND d.state IN ('QUEUED', 'ACCEPTED', 'UNCERTAIN') ${and})`;

/**
 * Whether the person of `e`, whose course is `c`, got a reminder within the days that the course sets between two, by the database's
 * clock. `but` is the message that is being sent again.
 */
export const wasReminded = (but?: string) =>
  wasWritten(
    "REMINDER",
    Sql.sql`AND d.queued_at > now() - make_interval(days => c.reminder_gap_days)
      ${but ? Sql.sql`AND d.message_id <> ${but}::uuid` : Sql.empty}`,
  );

const standingOf = (courseId: string, offer: string, standing: LetterStanding) => {
  const isOf = Sql.sql`x.enrolment_id = e.id AND x.offer_id = (SELECT id FROM offers WHERE course_id = ${courseId}::uuid AND slug = ${offer})`;
  const holds = Sql.sql`EXISTS (SELECT 1 FROM allocations x WHERE ${isOf} AND x.state IN ${LIVE})`;
  const conditions: Record<LetterStanding, Sql.Sql> = {
    none: Sql.sql`NOT ${holds} AND NOT EXISTS (SELECT 1 FROM requests x WHERE ${isOf} AND x.state <> 'CANCELLED')`,
    pending: asked("PENDING"),
    waiting: asked("WAITING"),
    declined: asked("DECLINED"),
    allocated: has("ALLOCATED"),
    revealed: has("REVEALED"),
    redeemed: has("REDEEMED"),
    reported: has("REPORTED"),
  };
  function asked(state: string) {
    return Sql.sql`NOT ${holds} AND EXISTS (SELECT 1 FROM requests x WHERE ${isOf} AND x.state = ${state}::request_state)`;
  }
  function has(state: string) {
    return Sql.sql`EXISTS (SELECT 1 FROM allocations x WHERE ${isOf} AND x.state = ${state}::allocation_state)`;
  }
  return Sql.sql`e.role = 'PARTICIPANT' AND ${conditions[standing]}`;
};

/**
 * The people of an audience, as a query of (id, email, name, left_out): `left_out` is null for who gets the message, and otherwise says
 * why not. Nobody who was removed or scrubbed is in it.
 */
export function peopleOf({ courseId, audience }: { courseId: string; audience: Audience }): Sql.Sql {
  const [who, leftOut] = choose(courseId, audience);
  return Sql.sql`
    SELECT e.id, e.email, e.name, ${leftOut} AS left_out FROM enrolments e JOIN courses c ON c.id = e.course_id
    WHERE e.course_id = ${courseId}::uuid AND e.removed_at IS NULL AND e.scrubbed_at IS NULL AND ${who}`;
}

const NOBODY = Sql.sql`NULL::text`;
const PARTICIPANTS = Sql.sql`e.role = 'PARTICIPANT'`;

function choose(courseId: string, audience: Audience): [who: Sql.Sql, leftOut: Sql.Sql] {
  if (audience.kind === "INVITATION") {
    const leftOut = {
      "never-invited": Sql.sql`CASE WHEN ${wasWritten("INVITATION")} THEN 'invited' END`,
      "never-signed-in": Sql.sql`CASE WHEN EXISTS (SELECT 1 FROM users u WHERE u.email = e.email) THEN 'signed-in' END`,
      all: NOBODY,
    };
    return [PARTICIPANTS, leftOut[audience.who]];
  }
  if (audience.kind === "REMINDER") {
    const wanted = Sql.sql`s.step = ANY(${audience.wanted}::text[]) OR s.step || ':' || s.slug = ANY(${audience.wanted}::text[])`;
    const who = Sql.sql`e.id IN (SELECT s.enrolment_id FROM (${stepsOf(courseId)}) s WHERE ${wanted})`;
    return [who, Sql.sql`CASE WHEN ${wasReminded()} THEN 'reminded' END`];
  }
  if (audience.by === "role") {
    const { role } = audience;
    return [role === "EVERYBODY" ? Sql.sql`true` : Sql.sql`e.role = ${role}::role`, NOBODY];
  }
  if (audience.by === "standing") {
    return [standingOf(courseId, audience.offer, audience.standing), NOBODY];
  }
  return [Sql.sql`e.id = ANY(${audience.people}::uuid[])`, NOBODY];
}

type Person = { id: string; email: string; name: string };

/** How many people get a message, and who is left out and why; at most 20 of these by name. */
export type AudienceView = {
  recipients: number;
  leftOut: { reason: LeftOut; count: number; people: Person[] }[];
  /** One of those who get it, for a preview. */
  first: Person | null;
};

const NAMED = 20;

/** Counts an audience as it is now. */
export async function readAudiencePeople({
  prisma,
  proof: { courseId },
  audience,
}: {
  prisma: Prisma | Transaction;
  proof: Pick<CourseStaff, "courseId">;
  audience: Audience;
}): Promise<AudienceView> {
  const people = peopleOf({ courseId, audience });
  const rows = await prisma.$queryRaw<(Person & { reason: LeftOut | null; count: number })[]>`
    SELECT id, email, name, left_out AS reason, count FROM (
      SELECT *, count(*) OVER (PARTITION BY left_out)::int AS count,
        row_number() OVER (PARTITION BY left_out ORDER BY email) AS place FROM (${people}) p
    ) numbered WHERE place <= CASE WHEN left_out IS NULL THEN 1 ELSE ${NAMED} END ORDER BY reason, place`;
  const [first] = rows.filter(({ reason }) => reason === null);
  const reasons = [...new Set(rows.flatMap(({ reason }) => reason ?? []))];
  return {
    recipients: first?.count ?? 0,
    first: first ? { id: first.id, email: first.email, name: first.name } : null,
    leftOut: reasons.map((reason) => {
      const left = rows.filter((row) => row.reason === reason);
      const named = left.map(({ id, email, name }) => ({ id, email, name }));
      return { reason, count: left[0]?.count ?? 0, people: named };
    }),
  };
}

/** What one person of a course has still to do. */
export async function readSteps({
  pool,
  prisma,
  course,
  enrolment,
}: {
  pool: Database["pool"];
  prisma: Prisma;
  course: { id: string; slug: string };
  enrolment: { id: string; role: "PARTICIPANT" | "ASSISTANT" | "INSTRUCTOR" };
}): Promise<StepView[]> {
  const [offers, left] = await Promise.all([
    listOffers({ pool, proof: { enrolmentId: enrolment.id, courseId: course.id, role: enrolment.role } }),
    prisma.request.findMany({
      where: { enrolmentId: enrolment.id, state: "CANCELLED" },
      select: { offer: { select: { slug: true } } },
    }),
  ]);
  return listSteps({ course: course.slug, offers, left: left.map(({ offer }) => offer.slug) });
}
