import type { CourseInstructor, CourseMember } from "@/features/courses/access";
import { readIdentifier } from "@/lib/read-identifier";
import { readBlob } from "@/server/blobs";
import type { Prisma } from "@/server/db";

/** An attachment in a list; `size` in bytes, `pages` of a PDF. */
export type AttachmentView = {
  id: string;
  title: string;
  fileName: string;
  mediaType: string;
  size: number;
  pages: number | null;
  createdAt: Date;
};

/** The bytes of an attachment or of its thumbnail; `digest` is their SHA-256. */
export type AttachmentFile = { data: Uint8Array<ArrayBuffer>; mediaType: string; digest: string; fileName: string };

/** Whoever belongs to the course may read its attachments. */
type Reader = Pick<CourseMember | CourseInstructor, "courseId">;

const COLUMNS = {
  id: true,
  title: true,
  fileName: true,
  mediaType: true,
  size: true,
  pages: true,
  createdAt: true,
} as const;

/** The attachments of a course, in the order in which they were added. */
export async function listAttachments({ prisma, proof }: { prisma: Prisma; proof: Reader }): Promise<AttachmentView[]> {
  return prisma.attachment.findMany({
    where: { courseId: proof.courseId },
    orderBy: { createdAt: "asc" },
    select: COLUMNS,
  });
}

/** One attachment of the course. What is no identifier names none, like one of another course. */
export async function readAttachment({
  prisma,
  proof,
  attachment,
}: {
  prisma: Prisma;
  proof: Reader;
  attachment: string;
}): Promise<AttachmentView | null> {
  const id = readIdentifier(attachment);
  return id === null ? null : prisma.attachment.findFirst({ where: { id, courseId: proof.courseId }, select: COLUMNS });
}

/** The bytes of an attachment, or of the picture of its first page. Null when there is none in this course. */
export async function readAttachmentFile({
  prisma,
  proof,
  attachment,
  part,
}: {
  prisma: Prisma;
  proof: Reader;
  attachment: string;
  part: "file" | "thumbnail";
}): Promise<AttachmentFile | null> {
  const id = readIdentifier(attachment);
  if (id === null) {
    return null;
  }
  const found = await prisma.attachment.findFirst({
    where: { id, courseId: proof.courseId },
    select: { fileName: true, blobId: true, thumbnailBlobId: true },
  });
  const blobId = part === "file" ? found?.blobId : found?.thumbnailBlobId;
  const blob = blobId ? await readBlob(prisma, blobId) : null;
  return found && blob && { ...blob, fileName: found.fileName };
}
