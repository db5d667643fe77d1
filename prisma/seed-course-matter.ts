import { addAttachment } from "@/features/guides/attachments/commands";
import { placeItems } from "@/features/guides/pdf/flow";
import { textItems } from "@/features/guides/pdf/markdown-items";
import { openDocument } from "@/features/guides/pdf/open-document";
import { ink, sheet, size, textWidth } from "@/features/guides/pdf/theme";
import { reviseGuide } from "@/features/guides/revisions/commands";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { enterUser } from "@/server/auth/enter-user";
import type { Prisma } from "@/server/db";
import { buildMessage } from "./factories/build-message";
import { instructorOf } from "./factories/build-proof";

/** What an instructor has made of the running course: messages that were sent, a guide in its own words, and a paper to download. */
export async function seedCourseMatter({
  prisma,
  course,
  offer,
  iris,
}: {
  prisma: Prisma;
  course: Course;
  offer: Offer;
  iris: Enrolment;
}): Promise<void> {
  const { id: userId } = await enterUser(prisma, iris);
  const proof = { ...instructorOf({ course, offer, enrolment: iris }), userId };
  await buildMessage(prisma, {
    proof,
    audience: { kind: "INVITATION", who: "all" },
    subject: "Your credit for the course",
    body: "The course gives each of you a credit for the practical part. **Ask for yours this week**, so that all is ready when we begin.",
  });
  await buildMessage(prisma, {
    proof,
    audience: { kind: "REMINDER", wanted: ["reveal", "redeem"] },
    subject: "Your code is waiting for you",
    body: "You have a code and have not redeemed it yet. It takes ten minutes.",
  });
  await reviseGuide({
    ...{ prisma, proof, version: 0 },
    note: "Our own account numbers, and whom to ask in the room.",
    edit: ({ guide }) => {
      const [first, ...others] = guide.pages;
      const summary = `${first?.summary ?? ""} In the room, ask Iris or Asta.`.trim();
      return { ok: true, value: { guide: { ...guide, pages: first ? [{ ...first, summary }, ...others] : others } } };
    },
  });
  await addAttachment({
    prisma,
    proof,
    title: "What the practical part needs",
    upload: { fileName: "practical-part.pdf", bytes: await drawPaper(course) },
  });
}

/** One page, made as the portal makes its own papers. */
async function drawPaper(course: Course): Promise<Uint8Array<ArrayBuffer>> {
  const title = "What the practical part needs";
  const { doc, finished } = openDocument({
    title,
    author: course.title,
    subject: "Machines and hours for the practical part of the course.",
    date: course.startsOn,
  });
  const root = doc.struct("Document");
  doc.addStructure(root);
  doc.addPage();
  const text = (words: string) => textItems({ doc, width: textWidth, runs: [{ text: words, font: "regular" }] });
  const heading = [{ text: title, font: "bold" as const }];
  placeItems({
    doc,
    items: [
      ...textItems({ doc, width: textWidth, runs: heading, tag: "H1", fontSize: size.page, colour: ink.accent }),
      ...text(`${course.title}, ${course.term}`),
      ...text("One machine with 8 cores and 32 GB of memory, for about 12 hours. Shut it down when you have finished."),
      ...text("The scans are in a public data set: reading them costs nothing, storing your results costs cents."),
      ...text("This is an invented paper of an invented course."),
    ],
    place: { x: sheet.left, y: sheet.top, parent: root },
  });
  root.end();
  doc.end();
  return finished;
}
