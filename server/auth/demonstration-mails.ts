import { database } from "../db";
import { environment } from "../env";

/** A kept mail, its text cut into runs; a run with `href` is a link into this portal. */
export type DemonstrationMailView = {
  id: string;
  to: string;
  subject: string;
  sentAt: Date;
  /** Of a course of the person's, so that the time reads as on its pages; UTC for who is in none. */
  timeZone: string;
  parts: { text: string; href?: string }[];
};

/** The last fifty mails that the demonstration kept instead of sending, newest first; null outside the demonstration. */
export async function loadDemonstrationMails(): Promise<DemonstrationMailView[] | null> {
  const { demonstration, publicUrl } = environment();
  if (!demonstration) {
    return null;
  }
  const mails = await database().prisma.demonstrationMail.findMany({
    select: { id: true, to: true, subject: true, text: true, createdAt: true },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  const places = await database().prisma.enrolment.findMany({
    where: { email: { in: mails.map(({ to }) => to) } },
    select: { email: true, course: { select: { timeZone: true } } },
  });
  return mails.map(({ text, createdAt, ...mail }) => ({
    ...mail,
    sentAt: createdAt,
    timeZone: places.find(({ email }) => email === mail.to)?.course.timeZone ?? "UTC",
    parts: splitLinks({ text, publicUrl }),
  }));
}

/**
 * Cuts a mail's text at the addresses in it. Only those of this portal become links, and as paths: the demonstration is also
 * reached by other names than PUBLIC_URL, and a link to another name of the same machine would lose the session.
 */
export function splitLinks({
  text,
  publicUrl,
}: {
  text: string;
  publicUrl: string;
}): { text: string; href?: string }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .filter((part) => part !== "")
    .map((part) =>
      part.startsWith(`${publicUrl}/`) ? { text: part, href: part.slice(publicUrl.length) } : { text: part },
    );
}
