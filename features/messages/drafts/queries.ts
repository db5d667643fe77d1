import type { CourseStaff } from "@/features/courses/access";
import { readAudiencePeople, readMessageCourse, readSteps } from "@/features/messages/queries";
import { composeLetter, describeLeftOut, type LetterWords } from "@/features/messages/rules";
import { type Audience, type Draft, MOST_PEOPLE, writeAudience } from "@/features/messages/schema";
import { isFoundBy } from "@/features/roster/rules";
import type { Role } from "@/features/roster/schema";
import { renderMarkdown } from "@/lib/markdown";
import { sha256 } from "@/server/crypto";
import type { Database, Prisma } from "@/server/db";

/** What a message will be, before it is sent: as one of its people gets it, to how many it goes, and who is left out. */
export type PreviewView = {
  recipients: number;
  leftOut: { why: string; count: number; people: string[] }[];
  /** Stands for the words and the audience that were looked at. */
  seen: string;
  /** Null when nobody gets it. `html` is the sanitised Markdown of the body. */
  mail: (LetterWords & { to: string; replyTo: string; subject: string; html: string }) | null;
};

/** Names words and audience, so that a press after a change is known to be one. */
export function digestDraft({ audience, subject, body }: Pick<Draft, "audience" | "subject" | "body">): string {
  return sha256(JSON.stringify([writeAudience(audience), subject, body]));
}

/** Shows what sending would do, by the facts as they are now. Null when the course is gone. */
export async function previewMessage({
  pool,
  prisma,
  proof,
  draft,
}: Database & {
  proof: CourseStaff;
  draft: Pick<Draft, "audience" | "subject" | "body">;
}): Promise<PreviewView | null> {
  const { audience, subject, body } = draft;
  const [course, people] = await Promise.all([
    readMessageCourse({ prisma, proof }),
    readAudiencePeople({ prisma, proof, audience }),
  ]);
  if (!course) {
    return null;
  }
  const { first, recipients } = people;
  const enrolment = first && { id: first.id, role: "PARTICIPANT" as const };
  const isReminder = audience.kind === "REMINDER";
  const steps = enrolment && isReminder ? await readSteps({ pool, prisma, course, enrolment }) : [];
  return {
    recipients,
    seen: digestDraft(draft),
    leftOut: people.leftOut.map(({ people, count, reason }) => ({
      why: describeLeftOut(reason, course.reminderGapDays),
      count,
      people: people.map(({ name, email }) => (name ? `${name}, ${email}` : email)),
    })),
    mail: first && {
      to: first.email,
      replyTo: `${course.contactName}, ${course.contactAddress}`,
      subject,
      html: renderMarkdown(body),
      ...composeLetter({ name: first.name, body, course, steps }),
    },
  };
}

/** An offer as a message speaks of it. `isOpen` says whether its window is open now. */
export type MessageOffer = {
  slug: string;
  name: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  isOpen: boolean;
};

/** The offers of a course, first to close first. */
export async function listMessageOffers({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: CourseStaff;
}): Promise<MessageOffer[]> {
  return prisma.$queryRaw<MessageOffer[]>`
    SELECT slug, name, amount_minor AS "amountMinor", currency, opens_at AS "opensAt", closes_at AS "closesAt",
      now() < closes_at AS "isOpen"
    FROM offers WHERE course_id = ${proof.courseId}::uuid ORDER BY closes_at, name`;
}

/** How many people each audience of a choice has now, in the order of `audiences`. */
export async function countAudiences({
  prisma,
  proof,
  audiences,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  audiences: readonly Audience[];
}): Promise<number[]> {
  const views = await Promise.all(audiences.map((audience) => readAudiencePeople({ prisma, proof, audience })));
  return views.map(({ recipients }) => recipients);
}

export type PersonChoice = { id: string; name: string; email: string; role: Role };
/** People to check: those that are checked already, and those that a search finds besides; `more` says that there are others. */
export type PeopleChoice = { checked: PersonChoice[]; found: PersonChoice[]; more: boolean };

const PAGE = 50;

/** Finds people of the roster to write to. */
export async function findPeople({
  prisma,
  proof,
  search,
  checked,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  search: string;
  checked: readonly string[];
}): Promise<PeopleChoice> {
  const here = { courseId: proof.courseId, removedAt: null, scrubbedAt: null };
  const ids = checked.slice(0, MOST_PEOPLE);
  const select = { id: true, name: true, email: true, role: true } as const;
  const orderBy = { email: "asc" } as const;
  const [own, found] = await Promise.all([
    prisma.enrolment.findMany({ where: { ...here, id: { in: ids } }, orderBy, select }),
    prisma.enrolment.findMany({
      where: { ...here, id: { notIn: ids }, ...(search !== "" && isFoundBy(search)) },
      orderBy,
      take: PAGE + 1,
      select,
    }),
  ]);
  return { checked: own, found: found.slice(0, PAGE), more: found.length > PAGE };
}
