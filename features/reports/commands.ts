import { type Event, recordEvent } from "@/features/audit/commands";
import type { CourseStaff, OfferStaff } from "@/features/courses/access";
import { toInstantInput } from "@/lib/dates";
import type { Database } from "@/server/db";
import { done, type Outcome, refuse } from "@/server/errors";
import type { StreamedFile } from "@/server/send-stream";
import { openSnapshot, type Snapshot } from "@/server/snapshot";
import { nameDownload } from "./rules";

const MEDIA_TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
} as const;

/** What is in a download: its name between course and day, its kind, what the trail says of it, and its pieces. */
export type Prepared = {
  what: string;
  format: keyof typeof MEDIA_TYPES;
  event: Pick<Event, "act" | "detail">;
  pieces: AsyncIterable<Uint8Array | string>;
};

/**
 * Makes a download of one look at the database, and records it before the first byte leaves: no record, nothing taken out. Refuses what `prepare`
 * refuses, and while other downloads take up what there is.
 */
export async function makeDownload({
  pool,
  prisma,
  proof,
  prepare,
}: Database & {
  proof: CourseStaff | OfferStaff;
  prepare: (snapshot: Snapshot) => Promise<Outcome<Prepared>>;
}): Promise<Outcome<StreamedFile>> {
  const snapshot = await openSnapshot({ pool, timeZone: proof.timeZone });
  if (!snapshot) {
    return refuse(
      "export-busy",
      "Other downloads are being made at this moment, and only so many are made at once. Try again in a minute.",
    );
  }
  let isMade = false;
  try {
    const prepared = await prepare(snapshot);
    if (!prepared.ok) {
      return prepared;
    }
    const { what, format, event, pieces } = prepared.value;
    const offer = "offerId" in proof ? proof : null;
    const subject = offer
      ? { offerId: offer.offerId, subjectType: "offer", subjectId: offer.offerId }
      : { subjectType: "course", subjectId: proof.courseId };
    await prisma.$transaction((tx) =>
      recordEvent(tx, { courseId: proof.courseId, actorId: proof.userId, ...subject, ...event }),
    );
    isMade = true;
    const day = toInstantInput(snapshot.at, proof.timeZone).slice(0, 10);
    return done({
      fileName: nameDownload({ course: proof.courseSlug, what, offer: offer?.offerSlug, day, ending: format }),
      mediaType: MEDIA_TYPES[format],
      pieces,
      end: snapshot.end,
    });
  } finally {
    if (!isMade) await snapshot.end();
  }
}
