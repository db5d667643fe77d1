import { recordEvent } from "@/features/audit/commands";
import type { CourseStaff } from "@/features/courses/access";
import { addDeliveryJobs, LONG, lockCourse } from "@/features/messages/commands";
import { wasReminded } from "@/features/messages/queries";
import { whyNothingIsSent } from "@/features/messages/rules";
import { Prisma as Sql } from "@/prisma/generated/client";
import { databaseNow, type Prisma } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import { takeSpentJobs } from "@/server/jobs";

export type DeliveryKey = { messageId: string; enrolmentId: string };

/** How a delivery ends. `answer` are the mail server's words, or ours where it was not sent. */
export type Settlement = { state: "ACCEPTED" | "REFUSED" | "GIVEN_UP" | "DROPPED"; answer: string };

// What was not sent was never handed over; an answer that comes after all settles what was uncertain.
const NOT_HANDED_OVER = { state: "QUEUED", handedAt: null } as const;
const HANDED_OVER: { state: { in: ("QUEUED" | "UNCERTAIN")[] } } = { state: { in: ["QUEUED", "UNCERTAIN"] } };

/**
 * Marks a delivery as handed over, before it is: true for the one caller that may send it now. A mark that is found there already was
 * left by a worker that was stopped in between, and nobody knows what the mail server did: the delivery is then settled as uncertain
 * rather than sent twice.
 */
export async function handOver({
  prisma,
  key,
  address,
}: {
  prisma: Prisma;
  key: DeliveryKey;
  address: string;
}): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const now = await databaseNow(tx);
    const taken = await tx.delivery.updateMany({
      where: { ...key, state: "QUEUED", handedAt: null },
      data: { handedAt: now, address },
    });
    if (taken.count === 0) {
      await tx.delivery.updateMany({
        where: { ...key, state: "QUEUED", handedAt: { not: null } },
        data: {
          state: "UNCERTAIN",
          settledAt: now,
          answer: CUT_OFF,
        },
      });
    }
    return taken.count === 1;
  });
}

/** Records the end of a delivery. */
export async function settleDelivery({
  prisma,
  key,
  state,
  answer,
}: Settlement & { prisma: Prisma; key: DeliveryKey }): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.delivery.updateMany({
      where: { ...key, ...(state === "DROPPED" ? NOT_HANDED_OVER : HANDED_OVER) },
      data: { state, answer, settledAt: await databaseNow(tx), handedAt: null },
    });
  });
}

/** The mail server did not take it now: it stays queued, with what was said. */
export async function keepQueued({
  prisma,
  key,
  answer,
}: {
  prisma: Prisma;
  key: DeliveryKey;
  answer: string;
}): Promise<void> {
  await prisma.delivery.updateMany({ where: { ...key, state: "QUEUED" }, data: { handedAt: null, answer } });
}

/**
 * Settles what is still queued although its job has used up its tries without getting to its own last words: a fault of the portal each time, or a
 * worker that was stopped in the last try. What had been handed over by then is uncertain. Answers with the number of mails.
 */
export async function settleStopped({ prisma }: { prisma: Prisma }): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const spent = await takeSpentJobs(tx, "send-delivery");
    return tx.$executeRaw`
      UPDATE deliveries d SET settled_at = now(), handed_at = NULL,
        state = CASE WHEN d.handed_at IS NULL THEN 'GIVEN_UP' ELSE 'UNCERTAIN' END::delivery_state,
        answer = CASE WHEN d.handed_at IS NULL THEN ${STOPPED} ELSE ${CUT_OFF} END
      FROM jsonb_to_recordset(${JSON.stringify(spent)}::jsonb) AS s("messageId" uuid, "enrolmentId" uuid)
      WHERE d.message_id = s."messageId" AND d.enrolment_id = s."enrolmentId" AND d.state = 'QUEUED'`;
  });
}

const STOPPED = "Given up after many tries, because something in the portal failed each time. Its log says what.";
const CUT_OFF = "The portal was stopped while it handed this mail over, so it may have arrived or not.";

type Reason = "nothing-is-sent" | "nobody";

/**
 * Sends a message again to those whom the mail server refused it for, for whom the portal gave up, or of whom nobody knows; to one of them, or to all. Whoever has
 * left the course, or was reminded by another message within the course's days, is passed over. Answers with the number of people;
 * refuses when it is none.
 */
export async function sendAgain({
  prisma,
  proof,
  message,
  enrolment,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  message: string;
  enrolment?: string;
}): Promise<Outcome<number, Reason>> {
  return prisma.$transaction(async (tx) => {
    const sentence = whyNothingIsSent(await lockCourse(tx, proof.courseId));
    if (sentence) {
      return refuse("nothing-is-sent", sentence);
    }
    const one = enrolment ? Sql.sql`AND e.id = ${enrolment}::uuid` : Sql.empty;
    const people = await tx.$executeRaw`
      WITH again AS (
        UPDATE deliveries t SET state = 'QUEUED', queued_at = now(), settled_at = NULL, handed_at = NULL, address = e.email
        FROM enrolments e, courses c, messages n
        WHERE t.message_id = ${message}::uuid AND t.course_id = ${proof.courseId}::uuid AND t.state IN ('REFUSED', 'GIVEN_UP', 'UNCERTAIN')
          AND n.id = t.message_id AND n.kind <> 'NOTICE' AND c.id = t.course_id
          AND e.id = t.enrolment_id AND e.removed_at IS NULL AND e.scrubbed_at IS NULL ${one}
          AND (n.kind <> 'REMINDER' OR NOT ${wasReminded(message)})
        RETURNING t.message_id, t.enrolment_id
      ) ${addDeliveryJobs(Sql.sql`again`)}`;
    if (people === 0) {
      return refuse("nobody", "There is nobody to send this to again.");
    }
    await recordEvent(tx, {
      courseId: proof.courseId,
      actorId: proof.userId,
      act: "message.sent-again",
      subjectType: "message",
      subjectId: message,
      detail: { people },
    });
    return done(people);
  }, LONG);
}
