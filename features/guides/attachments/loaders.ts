import { proveCourseInstructor, proveCourseMember } from "@/features/courses/access";
import { readCourse } from "@/features/courses/queries";
import type { Session } from "@/server/auth/session";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listAttachments, readAttachment, readAttachmentFile } from "./queries";

type Ref = { course: string; attachment: string };

/** Who belongs to the course, and who instructs it without a place in it, such as an administrator. */
async function proveReader(session: Session, ref: { course: string }) {
  return (await proveCourseMember(session, ref)) ?? proveCourseInstructor(session, ref);
}

/** The attachments of a course, for everybody in it. */
export const loadAttachments = guardedLoader({
  prove: proveReader,
  read: async (proof, _input: { course: string }) => listAttachments({ prisma: database().prisma, proof }),
});

/** One attachment, for everybody in the course. */
export const loadAttachment = guardedLoader({
  prove: proveReader,
  read: async (proof, { attachment }: Ref) => readAttachment({ prisma: database().prisma, proof, attachment }),
});

/** Its bytes, or the picture of its first page. */
export const loadAttachmentFile = guardedLoader({
  prove: proveReader,
  read: async (proof, input: Ref & { part: "file" | "thumbnail" }) =>
    readAttachmentFile({ prisma: database().prisma, proof, ...input }),
});

/** The page on which instructors add and remove attachments. */
export const loadAttachmentsAtDesk = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, _input: { course: string }) => {
    const { prisma } = database();
    const [course, attachments] = await Promise.all([
      readCourse({ prisma, proof }),
      listAttachments({ prisma, proof }),
    ]);
    return course && { person: { email: proof.email }, course, attachments };
  },
});
