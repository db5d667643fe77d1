import { findGuide } from "@/content/guides/index";
import type { EditableGuide, Guide } from "@/content/guides/types";
import type { OfferInstructor, OfferMember } from "@/features/courses/access";
import type { Database } from "@/server/db";
import { editableGuide } from "./revisions/schema";
import type { GuideFacts } from "./rules";

/** An offer's guide, what fills its texts, and the pages that the person has marked as done. */
export type GuideState = {
  guide: Guide;
  facts: GuideFacts;
  done: string[];
  /** Identifier of the course's own revision; null where the provider's guide is read as it is. */
  revisionId: string | null;
};

type RevisionRow = {
  id: string;
  number: number;
  note: string;
  revisedOn: string;
  author: string | null;
  /** Null where the reader has them already. */
  words: unknown;
};
type Row = Omit<GuideFacts, "redeemBy"> & {
  guide: string;
  redeemBy: string;
  done: string[];
  revision: RevisionRow | null;
};

// One round trip past Prisma: the guide's pages are read most of all, by a whole class at once. The words of the course's own revision are
// long, so they come along only when they are not those that this process has read before ($3).
const STATE = `
  SELECT c.title AS "courseTitle", c.term, c.time_zone AS "timeZone", c.contact_name AS "contactName",
    c.contact_address AS "contactAddress", o.name AS "offerName", o.guide, o.amount_minor AS "amountMinor", o.currency,
    o.redeem_by::text AS "redeemBy", now() >= (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expired,
    ARRAY(SELECT p.page FROM guide_progress p WHERE p.offer_id = o.id AND p.enrolment_id = $2) AS done,
    read_guide_revision(o.id, c.time_zone, $3) AS revision
  FROM offers o JOIN courses c ON c.id = o.course_id
  WHERE o.id = $1`;

/** Reads what every page of an offer's guide needs. Null when this portal no longer has the guide that the offer names. */
export async function readGuideState({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: OfferMember | OfferInstructor;
}): Promise<GuideState | null> {
  const known = read.get(proof.offerId);
  const enrolmentId = "enrolmentId" in proof ? proof.enrolmentId : null;
  const { rows } = await pool.query<Row>(STATE, [proof.offerId, enrolmentId, known?.id ?? null]);
  const [row] = rows;
  const template = row && findGuide(row.guide);
  if (!template) {
    return null;
  }
  const { done, redeemBy, guide: _slug, revision, ...facts } = row;
  const state = { facts: { ...facts, redeemBy: new Date(`${redeemBy}T00:00:00Z`) }, done };
  if (!revision) {
    return { ...state, guide: template, revisionId: null };
  }
  const { id, number, note, revisedOn, author, words } = revision;
  const own = known?.id === id ? known.words : keepRead(proof.offerId, id, words);
  const line = { number, date: revisedOn, author: author ?? "the course's instructors", change: note };
  return { ...state, guide: { ...template, ...own, revision: line }, revisionId: id };
}

/** The newest own words of the offers read last: parsing them takes a millisecond, and drawings are kept by their object. */
const read = new Map<string, { id: string; words: EditableGuide }>();
const mostRead = 100;

function keepRead(offerId: string, id: string, words: unknown): EditableGuide {
  const parsed = editableGuide.parse(words);
  read.delete(offerId);
  read.set(offerId, { id, words: parsed });
  if (read.size > mostRead) {
    read.delete(read.keys().next().value ?? offerId);
  }
  return parsed;
}
