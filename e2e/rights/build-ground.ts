import { randomUUID } from "node:crypto";
import type { Data } from "@/e2e/fixtures/data";
import { buildClass } from "@/e2e/instructor/build-class";
import { claimCode } from "@/features/credits/commands";
import { putBlob } from "@/server/blobs";

/** A course with one of everything that a route names, and somebody for each role. */
export async function buildGround(data: Data) {
  const { prisma, pool } = data.db;
  const room = await buildClass({ data, policy: "BY_APPROVAL", codes: 3 });
  const { course, offer } = room;
  // No other page of this run holds it: who reads it has seen something of this course.
  const marker = `Marked ${randomUUID()}`;
  await prisma.course.update({ where: { id: course.id }, data: { title: marker } });
  const participant = await room.join(`Paula ${marker}`);
  await room.ask("Rita Requesting");
  const holder = await room.join("Hans Holding");
  await claimCode({ pool, proof: holder });
  await prisma.request.updateMany({ where: { enrolmentId: holder.enrolmentId }, data: { approvedAt: new Date() } });
  const { allocationId } = await claimCode({ pool, proof: holder });
  const blobId = await putBlob(prisma, { data: Buffer.from("%PDF-1.4"), mediaType: "application/pdf" });
  const attachment = await prisma.attachment.create({
    data: {
      courseId: course.id,
      title: "Terms",
      fileName: "terms.pdf",
      mediaType: "application/pdf",
      size: 8,
      blobId,
      thumbnailBlobId: blobId,
    },
  });
  const imported = await prisma.import.create({
    data: { courseId: course.id, kind: "ROSTER", state: "CHECKED", fileName: "roster.csv" },
  });
  const bulk = await prisma.bulkAct.create({
    data: { courseId: course.id, offerId: offer.id, act: "give", selection: { kind: "ids", ids: [] }, total: 0 },
  });
  const decisions = await prisma.bulkAct.create({
    data: { courseId: course.id, offerId: offer.id, act: "approve", selection: {}, total: 0, finishedAt: new Date() },
  });
  const image = await prisma.guideImage.create({
    data: { courseId: course.id, offerId: offer.id, blobId, fileName: "figure.webp", width: 1, height: 1 },
  });
  const message = await prisma.message.create({
    data: { courseId: course.id, kind: "LETTER", subject: "A letter", body: "Some words." },
  });
  const question = await prisma.question.create({
    data: { courseId: course.id, offerId: offer.id, position: 1, text: "Why?" },
  });
  const administrator = { email: `administrator-${course.slug}@example.org` };
  await data.administrator(administrator);
  const people = {
    participant,
    assistant: await data.enrolment({ course, role: "ASSISTANT" }),
    instructor: room.instructor,
    elsewhere: await data.enrolment({ course: await data.course(), role: "INSTRUCTOR" }),
    administrator,
  };
  const parameters: Record<string, string> = {
    course: course.slug,
    offer: offer.slug,
    page: "enter-your-code",
    attachment: attachment.id,
    image: image.id,
    allocation: allocationId ?? "",
    allocationId: allocationId ?? "",
    question: question.id,
    target: offer.slug,
    enrolment: participant.enrolmentId,
    // What assistants may take out, too; what they may not is in e2e/instructor/exports.spec.ts.
    file: "roster.csv",
    import: imported.id,
    act: "release",
    bulk: bulk.id,
    decisions: decisions.id,
    message: message.id,
  };
  return { course, marker, people, parameters };
}
