import { databaseNow, type Prisma } from "@/server/db";

export type NoticeAbout = { allocationId: string } | { requestId: string };

/**
 * Keeps a mail about a request or an allocation that the mail server refused for good, as a message with one refused delivery: so the
 * course's staff see every refused address in one place. What was taken is not kept: the person's page says the same.
 */
export async function recordRefusedNotice({
  prisma,
  about,
  mail,
  answer,
}: {
  prisma: Prisma;
  about: NoticeAbout;
  mail: { to: string; subject: string; text: string };
  /** The mail server's own words. */
  answer: string;
}): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const select = { courseId: true, enrolmentId: true } as const;
    const { courseId, enrolmentId } =
      "allocationId" in about
        ? await tx.allocation.findUniqueOrThrow({ where: { id: about.allocationId }, select })
        : await tx.request.findUniqueOrThrow({ where: { id: about.requestId }, select });
    const message = await tx.message.create({
      data: { courseId, kind: "NOTICE", subject: mail.subject, body: mail.text.trim() },
    });
    await tx.delivery.create({
      data: {
        messageId: message.id,
        enrolmentId,
        courseId,
        address: mail.to,
        state: "REFUSED",
        answer,
        settledAt: await databaseNow(tx),
      },
    });
  });
}
