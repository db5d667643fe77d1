import { findGuide } from "@/content/guides/index";
import type { Guide } from "@/content/guides/types";
import type { OfferMember } from "@/features/courses/access";
import type { Database } from "@/server/db";
import type { GuideFacts } from "./rules";

/** An offer's guide, what fills its texts, and the pages that the person has marked as done. */
export type GuideState = { guide: Guide; facts: GuideFacts; done: string[] };

type Row = Omit<GuideFacts, "redeemBy"> & { guide: string; redeemBy: string; done: string[] };

// One round trip past Prisma: the guide's pages are read most of all, by a whole class at once.
const STATE = `
  SELECT c.title AS "courseTitle", c.term, c.time_zone AS "timeZone", c.contact_name AS "contactName",
    c.contact_address AS "contactAddress", o.name AS "offerName", o.guide, o.amount_minor AS "amountMinor", o.currency,
    o.redeem_by::text AS "redeemBy", now() >= (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expired,
    ARRAY(SELECT p.page FROM guide_progress p WHERE p.offer_id = o.id AND p.enrolment_id = $2) AS done
  FROM offers o JOIN courses c ON c.id = o.course_id
  WHERE o.id = $1`;

/** Reads what every page of an offer's guide needs. Null when this portal no longer has the guide that the offer names. */
export async function readGuideState({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: OfferMember;
}): Promise<GuideState | null> {
  const { rows } = await pool.query<Row>(STATE, [proof.offerId, proof.enrolmentId]);
  const [row] = rows;
  const guide = row && findGuide(row.guide);
  if (!guide) {
    return null;
  }
  const { done, redeemBy, guide: _slug, ...facts } = row;
  return { guide, facts: { ...facts, redeemBy: new Date(`${redeemBy}T00:00:00Z`) }, done };
}
