import type { Transaction } from "@/server/db";

/** What was done, as "noun.participle". A new act is a line here, so that the trail's vocabulary can be read in one place. */
export type Act =
  | "course.created"
  | "course.changed"
  | "course.opened"
  | "course.archived"
  | "course.reopened"
  | "course.copied"
  | "course.settings-changed"
  | "course.scrubbed"
  | "offer.created"
  | "offer.changed"
  | "offer.questions-changed"
  | "enrolment.added"
  | "enrolment.changed"
  | "enrolment.removed"
  | "enrolment.restored"
  | "enrolment.scrubbed"
  | "enrolment.data-exported"
  | "roster.imported"
  | "codes.imported"
  | "codes.import-undone"
  | "codes.set-aside"
  | "codes.returned-from-spares"
  | "codes.moved"
  | "codes.exported"
  | "codes.quarantined"
  | "pool.frozen"
  | "pool.reopened"
  | "list.exported"
  | "limit.reached"
  | "attachment.added"
  | "attachment.removed"
  | "guide.revised"
  | "guide.image-added"
  | "message.sent"
  | "message.sent-again"
  | "administrator.granted"
  | "administrator.withdrawn"
  | "second-factor.reset"
  | "key.made-first"
  | "key.retired"
  | "request.made"
  | "request.waiting"
  | "request.approved"
  | "request.declined"
  | "request.cancelled"
  | "code.allocated"
  | "code.revealed"
  | "code.redeemed"
  | "code.redemption-taken-back"
  | "code.reported"
  | "code.report-taken-back"
  | "code.replaced"
  | "code.given"
  | "code.revoked"
  | "code.released"
  | "code.shown-to-instructor"
  | "acknowledgement.given"
  | "acknowledgement.taken-back";

export type Event = {
  courseId: string | null;
  offerId?: string;
  /** The signed-in person; null for the portal itself and the command line. */
  actorId: string | null;
  act: Act;
  subjectType: string;
  subjectId: string;
  /**
   * Facts worth keeping. Never a code, a token or a reason to hide one; and nothing that somebody typed or named, such as a file, because nothing is
   * ever taken out of the trail (decision 0017).
   */
  detail?: Record<string, string | number | boolean | null>;
};

/** Adds an event to the audit trail, in the transaction of what it tells about: no record, nothing done. */
export async function recordEvent(tx: Transaction, event: Event): Promise<void> {
  await tx.auditEvent.create({ data: { ...event, detail: event.detail ?? {} } });
}
