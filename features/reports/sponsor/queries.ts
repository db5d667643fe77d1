import type { CourseInstructor } from "@/features/courses/access";
import { type OfferReport, type Place, places, type SponsorReport, type Step, type Sum } from "./rules";

/** Asks the database: a pool for a page, a snapshot for a file. */
export type Ask = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

type OfferRow = Omit<OfferReport, "received" | "places" | "people" | "batches"> & Record<Step, number> & { id: string };
type CodesRow = Sum & {
  offerId: string;
  id: string;
  place: Place;
  receivedAt: Date;
  digest: string;
  expiresAt: Date | null;
};

/** Counts, dates and sums of a course's offers, for those who gave the codes. No column of it is a name, an address or a file's name. */
export async function readSponsorReport({
  ask,
  proof,
}: {
  ask: Ask;
  proof: CourseInstructor;
}): Promise<SponsorReport | null> {
  const [course] = await ask<SponsorReport["course"] & { at: Date }>(
    `SELECT title, term, time_zone AS "timeZone", starts_on::timestamp AT TIME ZONE 'UTC' AS "startsOn", ends_on::timestamp AT TIME ZONE 'UTC' AS "endsOn",
       now() AS at
     FROM courses WHERE id = $1`,
    [proof.courseId],
  );
  const offers = await ask<OfferRow>(OFFERS, [proof.courseId]);
  const codes = await ask<CodesRow>(CODES, [proof.courseId]);
  if (!course) {
    return null;
  }
  const { at, ...facts } = course;
  return { course: facts, at, offers: offers.map((offer) => fillOffer(offer, codes)) };
}

function fillOffer(row: OfferRow, codes: readonly CodesRow[]): OfferReport {
  const { id, enrolled, requested, given, revealed, redeemed, acknowledged, ...facts } = row;
  const own = codes.filter(({ offerId }) => offerId === id);
  const batches = new Map(
    own.map(({ id: batch, receivedAt, digest, expiresAt }) => [batch, { id: batch, receivedAt, digest, expiresAt }]),
  );
  return {
    ...facts,
    received: add(own),
    places: Object.fromEntries(places.map((name) => [name, add(own.filter(({ place }) => place === name))])) as Record<
      Place,
      Sum
    >,
    people: { enrolled, requested, given, revealed, redeemed, acknowledged },
    batches: [...batches.values()].map((batch) => ({ ...batch, ...add(own.filter((some) => some.id === batch.id)) })),
  };
}

function add(sums: readonly Sum[]): Sum {
  return sums.reduce(
    (total, { codes, amountMinor }) => ({ codes: total.codes + codes, amountMinor: total.amountMinor + amountMinor }),
    { codes: 0, amountMinor: 0 },
  );
}

const OFFERS = `
  SELECT o.id, o.slug, o.name, o.provider, o.amount_minor AS "amountMinor", o.currency, o.opens_at AS "opensAt", o.closes_at AS "closesAt",
    o.redeem_by::timestamp AT TIME ZONE 'UTC' AS "redeemBy", a.first AS "firstGivenAt", a.last AS "lastRedeemedAt",
    (SELECT count(*)::int FROM (
       SELECT e.id FROM enrolments e WHERE e.course_id = o.course_id AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
       UNION SELECT r.enrolment_id FROM requests r WHERE r.offer_id = o.id AND r.state <> 'CANCELLED'
       UNION SELECT g.enrolment_id FROM allocations g WHERE g.offer_id = o.id AND g.state <> 'RELEASED') p) AS enrolled,
    (SELECT count(DISTINCT r.enrolment_id)::int FROM requests r WHERE r.offer_id = o.id AND r.state <> 'CANCELLED' AND NOT r.by_hand) AS requested,
    a.given, a.revealed, a.redeemed,
    (SELECT count(*)::int FROM acknowledgements k WHERE k.offer_id = o.id) AS acknowledged
  FROM offers o
  CROSS JOIN LATERAL (
    SELECT min(allocated_at) AS first, max(redeemed_at) FILTER (WHERE state = 'REDEEMED') AS last,
      count(DISTINCT enrolment_id)::int AS given,
      count(DISTINCT enrolment_id) FILTER (WHERE revealed_at IS NOT NULL)::int AS revealed,
      count(DISTINCT enrolment_id) FILTER (WHERE state = 'REDEEMED')::int AS redeemed
    FROM allocations WHERE offer_id = o.id AND state <> 'RELEASED'
  ) a
  WHERE o.course_id = $1 ORDER BY o.opens_at, o.name`;

const CODES = `
  SELECT b.offer_id AS "offerId", b.id, b.created_at AS "receivedAt", b.digest, b.expires_at AS "expiresAt", n.place,
    n.codes, n.amount::float8 AS "amountMinor"
  FROM batches b
  JOIN offers o ON o.id = b.offer_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN c.state IN ('AVAILABLE', 'SPARE') THEN 'unused' WHEN a.state = 'ALLOCATED' THEN 'given'
        WHEN a.state IN ('REVEALED', 'REDEEMED', 'REPORTED') THEN lower(a.state::text) ELSE 'quarantined' END AS place,
      count(*)::int AS codes, sum(coalesce(c.amount_minor, o.amount_minor)) AS amount
    FROM codes c LEFT JOIN allocations a ON a.code_id = c.id AND a.state <> 'RELEASED'
    WHERE c.batch_id = b.id AND c.state <> 'WITHDRAWN' GROUP BY 1
  ) n
  WHERE b.course_id = $1 ORDER BY b.created_at, b.id`;
