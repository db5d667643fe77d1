-- What the dashboard counts, and when a course's list last went out by mail.

ALTER TABLE "courses" ADD COLUMN "daily_mail_on" DATE;

-- Each of these is read without its table (index-only). A claim adds to none of them: it makes allocations that nobody has seen, and takes codes
-- out of the pool.
CREATE INDEX "allocations_seen" ON "allocations" ("offer_id", "state") WHERE "state" IN ('REVEALED', 'REDEEMED', 'REPORTED');
CREATE INDEX "codes_quarantined" ON "codes" ("offer_id") WHERE "state" = 'QUARANTINED';
CREATE INDEX "enrolments_participants" ON "enrolments" ("course_id") WHERE "role" = 'PARTICIPANT' AND "removed_at" IS NULL;

-- Who holds or asked for something and is no participant (any more): few, and taken off the counts.
CREATE INDEX "enrolments_others" ON "enrolments" ("course_id", "id") WHERE "role" <> 'PARTICIPANT' OR "removed_at" IS NOT NULL;

-- Codes that people hold. A function for the one setting: for a large offer the planner prefers to read the whole table, many times as long.
CREATE FUNCTION count_live_allocations(p_offer_id uuid) RETURNS integer LANGUAGE sql STABLE SET enable_seqscan = off AS $$
  SELECT count(*)::integer FROM "allocations"
  WHERE "offer_id" = p_offer_id AND "state" IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
$$;
