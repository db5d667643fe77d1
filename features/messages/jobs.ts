import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { type Database, database } from "@/server/db";
import { environment } from "@/server/env";
import { MailDelayed, sendMail } from "@/server/mailer";
import { type DeliveryKey, handOver, keepQueued, settleDelivery, settleStopped } from "./deliveries/commands";
import { type DeliveryFacts, readDeliveryFacts } from "./deliveries/queries";
import { writeLetter } from "./emails/write-letter";
import { readSteps } from "./queries";
import { isStillWanted, type StepView } from "./rules";
import { queueDueCourses, remindOnSchedule } from "./schedule/commands";

const keyShape = z.object({ messageId: z.uuid(), enrolmentId: z.uuid() });

/** What the worker does for messages. */
export const messageTasks: TaskList = {
  "send-delivery": (payload, { job }) =>
    sendDelivery({ ...database(), payload, isLastTry: job.attempts >= job.max_attempts }),
  "settle-stopped": async () => {
    await settleStopped({ prisma: database().prisma });
  },
  "remind-on-schedule": () => queueDueCourses({ prisma: database().prisma }),
  "remind-course": async (payload) => {
    const { courseId } = z.object({ courseId: z.uuid() }).parse(payload);
    await remindOnSchedule({ prisma: database().prisma, courseId });
  },
};

/** Reminders every hour, because it is eight in the morning somewhere; every ten minutes it looks for mails that stand still. */
export const messageCrontab = ["0 * * * * remind-on-schedule", "*/10 * * * * settle-stopped"];

/**
 * Sends one person's mail of a message, by the facts as they are now, and records what the mail server says. Throws when it is to be tried
 * again; the last try gives up and records that. A worker that is killed between handing a mail over and writing the answer down leaves
 * an uncertain delivery, never a second mail. What remains is a mail server that takes a mail and loses the connection before it says so:
 * the mail goes out again with the same Message-ID.
 */
export async function sendDelivery({
  pool,
  prisma,
  payload,
  isLastTry,
}: Database & { payload: unknown; isLastTry: boolean }): Promise<void> {
  const { messageId, enrolmentId } = keyShape.parse(payload);
  const key = { messageId, enrolmentId };
  const facts = await readDeliveryFacts({ prisma, key });
  if (!facts) {
    return;
  }
  const { course, enrolment, message } = facts;
  const steps = message.kind === "REMINDER" ? await readSteps({ pool, prisma, course, enrolment }) : [];
  const reason = whyNotSent(facts, steps);
  if (reason) {
    return settleDelivery({ prisma, key, state: "DROPPED", answer: reason });
  }
  const { publicUrl } = environment();
  const mail = await writeLetter({
    to: enrolment.email,
    subject: message.subject,
    messageId: `${messageId}.${enrolmentId}@${new URL(publicUrl).hostname}`,
    publicUrl,
    facts: { name: enrolment.name, body: message.body, course, steps },
  });
  if (await handOver({ prisma, key, address: enrolment.email })) {
    await send({ prisma, key, mail, isLastTry });
  }
}

function whyNotSent({ hasLeft, isOpen, message: { audience } }: DeliveryFacts, steps: readonly StepView[]) {
  if (hasLeft) {
    return "This person has left the course.";
  }
  if (!isOpen) {
    return "The course was archived before this was sent.";
  }
  const isDone = audience?.kind === "REMINDER" && !isStillWanted({ wanted: audience.wanted, steps });
  return isDone ? "There was nothing left to remind of." : null;
}

async function send({
  prisma,
  key,
  mail,
  isLastTry,
}: {
  prisma: Database["prisma"];
  key: DeliveryKey;
  mail: Parameters<typeof sendMail>[0];
  isLastTry: boolean;
}): Promise<void> {
  try {
    const { taken, words } = await sendMail(mail);
    await settleDelivery({ prisma, key, state: taken ? "ACCEPTED" : "REFUSED", answer: words });
  } catch (error) {
    if (!(error instanceof MailDelayed)) {
      throw error;
    }
    if (isLastTry) {
      const answer = `Given up after many tries. The last answer was: ${error.message}`;
      return settleDelivery({ prisma, key, state: "GIVEN_UP", answer });
    }
    await keepQueued({ prisma, key, answer: error.message });
    throw error;
  }
}
