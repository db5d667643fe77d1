import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { type FormRefusal, refuseProblems } from "@/lib/form-state";
import { putBlob } from "@/server/blobs";
import type { Prisma } from "@/server/db";
import { type Done, done, type Outcome, refuse } from "@/server/errors";
import type { Upload } from "@/server/read-upload";
import { prepareFile } from "./pdf/prepare-file";
import { downloadName } from "./rules";

type ByInstructor = { prisma: Prisma; proof: CourseInstructor };

/** Attaches a file to a course, with a picture of its first page. Refuses what `prepareFile` refuses. */
export async function addAttachment({
  prisma,
  proof,
  title,
  upload,
}: ByInstructor & { title: string; upload: Upload }): Promise<Done<{ id: string }> | FormRefusal> {
  const prepared = await prepareFile(upload.bytes);
  const refusal = prepared.ok ? null : refuseProblems({ file: [prepared.sentence] });
  if (!prepared.ok) {
    return refusal ?? { ok: false, reason: "invalid", sentence: prepared.sentence };
  }
  const { data, mediaType, thumbnail } = prepared.file;
  return prisma.$transaction(async (tx) => {
    const blobId = await putBlob(tx, { data, mediaType });
    const thumbnailBlobId = await putBlob(tx, { data: thumbnail, mediaType: "image/png" });
    const fileName = downloadName(upload.fileName, mediaType);
    const { courseId, userId } = proof;
    const { id } = await tx.attachment.create({
      data: { courseId, title, fileName, mediaType, size: data.length, blobId, thumbnailBlobId, createdBy: userId },
      select: { id: true },
    });
    await recordEvent(tx, {
      courseId,
      actorId: userId,
      act: "attachment.added",
      subjectType: "attachment",
      subjectId: id,
      detail: { mediaType, size: data.length },
    });
    return done({ id });
  });
}

/** Removes an attachment with its bytes. Refuses one that is not of this course. */
export async function removeAttachment({
  prisma,
  proof,
  attachment,
}: ByInstructor & { attachment: string }): Promise<Outcome<null>> {
  return prisma.$transaction(async (tx) => {
    const where = { id: attachment, courseId: proof.courseId };
    const found = await tx.attachment.findFirst({
      where,
      select: { blobId: true, thumbnailBlobId: true },
    });
    const { count } = await tx.attachment.deleteMany({ where });
    if (!found || count === 0) {
      return refuse("missing", "There is no such attachment any more.");
    }
    await tx.blob.deleteMany({
      where: { id: { in: [found.blobId, ...(found.thumbnailBlobId ? [found.thumbnailBlobId] : [])] } },
    });
    await recordEvent(tx, {
      courseId: proof.courseId,
      actorId: proof.userId,
      act: "attachment.removed",
      subjectType: "attachment",
      subjectId: attachment,
    });
    return done(null);
  });
}
