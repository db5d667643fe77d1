import type { CourseStaff } from "@/features/courses/access";
import { MESSAGE_COURSE, type MessageCourse } from "@/features/messages/queries";
import type { MessageKind } from "@/features/messages/rules";
import { type Audience, audienceShape, type DeliveryState, deliveryStates } from "@/features/messages/schema";
import type { Prisma } from "@/server/db";
import type { DeliveryKey } from "./commands";

export type DeliveryCounts = Record<DeliveryState, number>;

/** Counts the deliveries of some messages by state. */
async function countDeliveries({
  prisma,
  messages,
}: {
  prisma: Prisma;
  messages: readonly string[];
}): Promise<Map<string, DeliveryCounts>> {
  const groups = await prisma.delivery.groupBy({
    by: ["messageId", "state"],
    where: { messageId: { in: [...messages] } },
    _count: { _all: true },
  });
  return new Map(
    messages.map((id) => {
      const count = (state: DeliveryState) =>
        groups.find((group) => group.messageId === id && group.state === state)?._count._all ?? 0;
      return [id, Object.fromEntries(deliveryStates.map((state) => [state, count(state)])) as DeliveryCounts];
    }),
  );
}

/** One person's delivery of a message. `isHere` is false for who has left the course since. */
export type DeliveryRow = {
  enrolmentId: string;
  name: string;
  address: string;
  state: DeliveryState;
  answer: string | null;
  at: Date;
  isHere: boolean;
};

export type MessageView = {
  id: string;
  kind: MessageKind;
  subject: string;
  body: string;
  audience: Audience | null;
  createdAt: Date;
  /** Who sent it; null when the portal did. */
  sender: string | null;
  counts: DeliveryCounts;
  rows: DeliveryRow[];
  /** Where the next page begins; null on the last. */
  next: string | null;
};

const PAGE = 100;

/** A message with a page of its deliveries, in the order of the roster, of one state or of all. Null when the course has none such. */
export async function readMessage({
  prisma,
  proof,
  message,
  state,
  after,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  message: string;
  state?: DeliveryState;
  after?: string;
}): Promise<MessageView | null> {
  const found = await prisma.message.findFirst({ where: { id: message, courseId: proof.courseId } });
  if (!found) {
    return null;
  }
  const [counts, rows, senders] = await Promise.all([
    countDeliveries({ prisma, messages: [message] }),
    prisma.delivery.findMany({
      where: { messageId: message, state, ...(after && { enrolmentId: { gt: after } }) },
      orderBy: { enrolmentId: "asc" },
      take: PAGE + 1,
      include: { enrolment: { select: { name: true, removedAt: true } } },
    }),
    nameSenders({ prisma, users: [found.createdBy] }),
  ]);
  const { id, kind, subject, body, createdAt, createdBy } = found;
  return {
    id,
    kind,
    subject,
    body,
    audience: audienceShape.safeParse(found.audience).data ?? null,
    createdAt,
    sender: createdBy && (senders.get(createdBy) ?? "Somebody who is gone"),
    counts: counts.get(id) as DeliveryCounts,
    rows: rows.slice(0, PAGE).map(({ enrolment, settledAt, queuedAt, ...row }) => ({
      enrolmentId: row.enrolmentId,
      name: enrolment.name,
      address: row.address,
      state: row.state,
      answer: row.answer,
      at: settledAt ?? queuedAt,
      isHere: enrolment.removedAt === null,
    })),
    next: rows.length > PAGE ? (rows[PAGE - 1]?.enrolmentId ?? null) : null,
  };
}

/** What people who send messages are called: their name, or their address. */
async function nameSenders({
  prisma,
  users,
}: {
  prisma: Prisma;
  users: readonly (string | null)[];
}): Promise<Map<string, string>> {
  const ids = [...new Set(users.flatMap((id) => id ?? []))];
  const found = await prisma.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, email: true },
  });
  return new Map(found.map(({ id, name, email }) => [id, name || email]));
}

/** What the job of one delivery has to know; null when there is no such delivery. */
export type DeliveryFacts = {
  message: { id: string; kind: MessageKind; subject: string; body: string; audience: Audience | null };
  enrolment: { id: string; name: string; email: string; role: "PARTICIPANT" | "ASSISTANT" | "INSTRUCTOR" };
  hasLeft: boolean;
  isOpen: boolean;
  course: MessageCourse;
};

export async function readDeliveryFacts({
  prisma,
  key,
}: {
  prisma: Prisma;
  key: DeliveryKey;
}): Promise<DeliveryFacts | null> {
  const row = await prisma.delivery.findUnique({
    where: { messageId_enrolmentId: key },
    select: {
      message: { include: { course: { select: MESSAGE_COURSE } } },
      enrolment: { select: { id: true, name: true, email: true, role: true, removedAt: true, scrubbedAt: true } },
    },
  });
  if (!row) {
    return null;
  }
  const { course, ...message } = row.message;
  const { removedAt, scrubbedAt, ...enrolment } = row.enrolment;
  return {
    message: { ...message, audience: audienceShape.safeParse(message.audience).data ?? null },
    enrolment,
    hasLeft: removedAt !== null || scrubbedAt !== null,
    isOpen: course.openedAt !== null && course.archivedAt === null,
    course,
  };
}

/** A line of the list of messages. */
export type MessageRow = Pick<MessageView, "id" | "kind" | "subject" | "createdAt" | "sender" | "counts"> & {
  audience: Audience | null;
};

const MESSAGES = 50;

/** The messages of a course, newest first, a page at a time; `next` is where the following page begins, or null. */
export async function listMessages({
  prisma,
  proof,
  before,
}: {
  prisma: Prisma;
  proof: CourseStaff;
  before?: string;
}): Promise<{ rows: MessageRow[]; next: string | null }> {
  const found = await prisma.message.findMany({
    // Identifiers are ordered by time (UUIDv7), so that a page begins where the one before ended.
    where: { courseId: proof.courseId, ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: MESSAGES + 1,
  });
  const page = found.slice(0, MESSAGES);
  const [counts, senders] = await Promise.all([
    countDeliveries({ prisma, messages: page.map(({ id }) => id) }),
    nameSenders({ prisma, users: page.map(({ createdBy }) => createdBy) }),
  ]);
  const rows = page.map(({ id, kind, subject, createdAt, createdBy, audience }) => ({
    id,
    kind,
    subject,
    createdAt,
    audience: audienceShape.safeParse(audience).data ?? null,
    sender: createdBy && (senders.get(createdBy) ?? "Somebody who is gone"),
    counts: counts.get(id) as DeliveryCounts,
  }));
  return { rows, next: found.length > MESSAGES ? (page.at(-1)?.id ?? null) : null };
}
