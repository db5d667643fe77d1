import { v7 as uuid7 } from "uuid";
import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { judgeCourse, takeFreeSlug } from "@/features/courses/commands";
import type { CourseInput } from "@/features/courses/schema";
import type { FormRefusal } from "@/lib/form-state";
import type { Course, Offer, Prisma as Types } from "@/prisma/generated/client";
import type { Prisma, Transaction } from "@/server/db";
import { type Done, done } from "@/server/errors";
import { daysBetween, replaceIdentifiers, shiftDay, shiftInstant } from "./rules";
import type { CopyInput } from "./schema";

// The bytes of attachments and screenshots are copied inside the database; a course may have many.
const COPY_MS = 60_000;

type Copy = { course: Course; days: number; to: string; userId: string };

/**
 * Makes a course from another: its offers with windows and last days moved by as many days as the first day, their wording, policy,
 * questions and newest guide, the attachments and the settings. Never people, codes, requests or messages, but for an instructor who copies:
 * without a place in the copy they could not look after it. The copy is a draft. Refuses what making a course refuses.
 */
export async function copyCourse({
  prisma,
  proof,
  input,
}: {
  prisma: Prisma;
  proof: CourseInstructor;
  input: CopyInput;
}): Promise<Done<{ slug: string }> | FormRefusal> {
  const course = await prisma.course.findUniqueOrThrow({ where: { id: proof.courseId } });
  const whole = { ...contactOf(course), ...input };
  const refusal = await judgeCourse(prisma, whole);
  if (refusal) {
    return refusal;
  }
  const copy = { course, days: daysBetween(course.startsOn, input.startsOn), to: uuid7(), userId: proof.userId };
  return takeFreeSlug(input, (slug) =>
    prisma.$transaction(
      async (tx) => {
        await insertCopy(tx, copy, { ...whole, slug });
        await copyInstructor(tx, copy, proof.email);
        await copyAttachments(tx, copy);
        for (const offer of await tx.offer.findMany({
          where: { courseId: course.id },
          orderBy: { createdAt: "asc" },
        })) {
          await copyOffer(tx, copy, offer);
        }
        return done({ slug });
      },
      { timeout: COPY_MS },
    ),
  );
}

function contactOf({ timeZone, contactName, contactAddress }: Course) {
  return { timeZone, contactName, contactAddress };
}

async function insertCopy(tx: Transaction, { course, days, to, userId }: Copy, input: CourseInput & { slug: string }) {
  const { reminderGapDays, remindBeforeCloseDays, remindBeforeExpiryDays, dailyMail } = course;
  const retainUntil = course.retainUntil && shiftDay(course.retainUntil, days);
  const settings = { reminderGapDays, remindBeforeCloseDays, remindBeforeExpiryDays, dailyMail, retainUntil };
  await tx.course.create({ data: { id: to, ...input, ...settings }, select: { id: true } });
  const detail = { from: course.id, days };
  await recordEvent(tx, {
    courseId: to,
    actorId: userId,
    act: "course.copied",
    subjectType: "course",
    subjectId: to,
    detail,
  });
}

/** Who instructs the course instructs its copy; an administrator who has no place here needs none there. */
async function copyInstructor(tx: Transaction, { course, to, userId }: Copy, email: string) {
  const place = await tx.enrolment.findFirst({
    where: { courseId: course.id, email, role: "INSTRUCTOR", removedAt: null },
    select: { name: true, role: true },
  });
  if (place) {
    const { id } = await tx.enrolment.create({ data: { courseId: to, email, ...place }, select: { id: true } });
    await recordEvent(tx, {
      courseId: to,
      actorId: userId,
      act: "enrolment.added",
      subjectType: "enrolment",
      subjectId: id,
      detail: { role: place.role },
    });
  }
}

async function copyAttachments(tx: Transaction, { course, to, userId }: Copy) {
  const attachments = await tx.attachment.findMany({ where: { courseId: course.id }, orderBy: { createdAt: "asc" } });
  for (const { title, fileName, mediaType, size, pages, blobId, thumbnailBlobId } of attachments) {
    await tx.attachment.create({
      data: {
        ...{ courseId: to, title, fileName, mediaType, size, pages, createdBy: userId },
        blobId: await copyBlob(tx, blobId),
        thumbnailBlobId: thumbnailBlobId && (await copyBlob(tx, thumbnailBlobId)),
      },
      select: { id: true },
    });
  }
}

async function copyOffer(tx: Transaction, copy: Copy, offer: Offer) {
  const { id, createdAt, updatedAt, version, ...facts } = offer;
  const { timeZone } = copy.course;
  const made = await tx.offer.create({
    data: {
      ...facts,
      courseId: copy.to,
      opensAt: shiftInstant(offer.opensAt, copy.days, timeZone),
      closesAt: shiftInstant(offer.closesAt, copy.days, timeZone),
      redeemBy: shiftDay(offer.redeemBy, copy.days),
    },
    select: { id: true },
  });
  const questions = await tx.question.findMany({ where: { offerId: id, removedAt: null } });
  await tx.question.createMany({
    data: questions.map(({ position, text, required }) => ({
      ...{ courseId: copy.to, offerId: made.id, position, text, required },
    })),
  });
  await copyGuide(tx, copy, { from: id, to: made.id });
}

/** The newest words of an offer's guide, as the first of the copy, with the screenshots that stand in it. */
async function copyGuide(tx: Transaction, { course, to: courseId, userId }: Copy, offer: { from: string; to: string }) {
  const newest = await tx.guideRevision.findFirst({ where: { offerId: offer.from }, orderBy: { number: "desc" } });
  if (!newest) {
    return;
  }
  const replacements = new Map<string, string>();
  const text = JSON.stringify(newest.content);
  for (const image of await tx.guideImage.findMany({ where: { offerId: offer.from } })) {
    if (text.includes(image.id)) {
      const { fileName, width, height } = image;
      const blobId = await copyBlob(tx, image.blobId);
      const data = { courseId, offerId: offer.to, blobId, fileName, width, height, createdBy: userId };
      const made = await tx.guideImage.create({ data, select: { id: true } });
      replacements.set(image.id, made.id);
    }
  }
  await tx.guideRevision.create({
    data: {
      ...{ courseId, offerId: offer.to, number: 1, baseRevision: newest.baseRevision, createdBy: userId },
      content: replaceIdentifiers(newest.content as Types.InputJsonValue, replacements),
      note: `Copied from ${course.title}, ${course.term}`,
    },
    select: { id: true },
  });
}

/** Bytes of its own for each copy: removing an attachment of one course takes its bytes along. */
async function copyBlob(tx: Transaction, from: string): Promise<string> {
  const id = uuid7();
  await tx.$executeRaw`
    INSERT INTO blobs (id, media_type, data, digest)
    SELECT ${id}::uuid, media_type, data, digest FROM blobs WHERE id = ${from}::uuid`;
  return id;
}
