import { recordEvent } from "@/features/audit/commands";
import type { CourseStaff } from "@/features/courses/access";
import { Prisma as Sql } from "@/prisma/generated/client";
import type { Prisma, Transaction } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { MESSAGE_COURSE, type MessageCourse, peopleOf } from "./queries";
import { whyNothingIsSent } from "./rules";
import type { Audience } from "./schema";

/** What is sent to many people lets other mails pass, such as the sign-in mail that somebody waits for. */
export const BULK_PRIORITY = 10;

/** For a transaction that writes to a whole roster, or waits for another that does. */
export const LONG = { timeout: 30_000 };

export type NewMessage = {
  /** Made by the preview: the same press twice is the same message. */
  id: string;
  audience: Audience;
  subject: string;
  body: string;
  /** The number of people that was shown before the press. */
  expected: number;
};

type Reason = "nothing-is-sent" | "nobody" | "changed";

/**
 * Sends a message: message, deliveries and one job for each are one transaction. Sending the same `id` twice sends once.
 * Refuses, and sends nothing, when the course is a draft or archived, when nobody gets it, or when it would go to another number of people
 * than was shown. Who was reminded too lately is judged here, by the database's clock, one message of a course after the other.
 */
export async function sendMessage({
  prisma,
  proof,
  message,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  message: NewMessage;
}): Promise<Outcome<{ id: string; people: number }, Reason>> {
  try {
    return await prisma.$transaction(async (tx) => {
      const course = await lockCourse(tx, proof.courseId);
      const known = await tx.message.findFirst({
        where: { id: message.id, courseId: proof.courseId },
        select: { id: true, _count: { select: { deliveries: true } } },
      });
      if (known) {
        return done({ id: known.id, people: known._count.deliveries });
      }
      const sentence = whyNothingIsSent(course);
      if (sentence) {
        return refuse("nothing-is-sent", sentence);
      }
      const { expected, ...words } = message;
      const people = await queueMessage(tx, { courseId: course.id, createdBy: proof.userId, ...words });
      if (people === 0 || people !== expected) {
        throw new OtherNumber(people);
      }
      return done({ id: message.id, people });
    }, LONG);
  } catch (error) {
    if (!(error instanceof OtherNumber)) {
      throw error;
    }
    return error.people === 0
      ? refuse("nobody", "Nobody is left to send this to. Look at who is left out, and why.")
      : refuse("changed", "Meanwhile the number of people has changed, so nothing was sent. Look at it once more.");
  }
}

/** Thrown inside the transaction to take all of it back. */
class OtherNumber extends Error {
  constructor(readonly people: number) {
    super("another number of people than was shown");
  }
}

/** Messages of one course go one after the other: of two reminders at once the second sees whom the first has reminded. */
export async function lockCourse(tx: Transaction, courseId: string): Promise<MessageCourse> {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
  return tx.course.findUniqueOrThrow({ where: { id: courseId }, select: MESSAGE_COURSE });
}

/** Writes the message, its deliveries and their jobs, and answers with the number of people. Its caller holds the course's lock. */
export async function queueMessage(
  tx: Transaction,
  {
    courseId,
    createdBy,
    audience,
    ...words
  }: { id: string; courseId: string; createdBy: string | null; audience: Audience; subject: string; body: string },
): Promise<number> {
  await tx.message.create({ data: { courseId, createdBy, kind: audience.kind, audience, ...words } });
  const people = await tx.$executeRaw`
    WITH queued AS (
      INSERT INTO deliveries (message_id, enrolment_id, course_id, address)
      SELECT ${words.id}::uuid, p.id, ${courseId}::uuid, p.email FROM (${peopleOf({ courseId, audience })}) p WHERE p.left_out IS NULL
      RETURNING message_id, enrolment_id
    ) ${addDeliveryJobs(Sql.sql`queued`)}`;
  await recordEvent(tx, {
    courseId,
    actorId: createdBy,
    act: "message.sent",
    subjectType: "message",
    subjectId: words.id,
    detail: { kind: audience.kind, people },
  });
  return people;
}

/** What addJob does for one job, for every delivery of a table at once. */
export function addDeliveryJobs(deliveries: Sql.Sql): Sql.Sql {
  return Sql.sql`
    INSERT INTO outbox_jobs (task, payload, priority)
    SELECT 'send-delivery', jsonb_build_object('messageId', message_id, 'enrolmentId', enrolment_id), ${BULK_PRIORITY}
    FROM ${deliveries} ORDER BY enrolment_id`;
}
