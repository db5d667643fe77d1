import { databaseNow, type Prisma } from "@/server/db";

export type NoticeAbout = { allocationId: string } | { requestId: string };

/**
 * Keeps a mail about a request or an allocation that nobody got, as a message with one delivery: refused by the mail server for good, or given up
 * after many tries. So the course's staff see all of these in one place. What was taken is not kept: the person's page says the same.
 */
export async function recordUnsentNotice({
  prisma,
  about,
  mail,
  state,
  answer,
}: {
  prisma: Prisma;
  about: NoticeAbout;
  mail: { to: string; subject: string; text: string };
  state: "REFUSED" | "GIVEN_UP";
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
        state,
        answer,
        settledAt: await databaseNow(tx),
      },
    });
  });
}
