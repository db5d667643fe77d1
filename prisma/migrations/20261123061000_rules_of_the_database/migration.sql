-- What the schema language cannot say. prisma/database-rules.db.test.ts fails when a piece of this is missing.

-- Time-ordered identifiers (RFC 9562, version 7) for rows that are made inside the database. PostgreSQL has its own
-- only since 18, and a site may run 15.
CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- Courses and offers -------------------------------------------------------------------------------------------------

ALTER TABLE "courses"
  ADD CONSTRAINT "courses_dates_in_order" CHECK ("starts_on" <= "ends_on");

ALTER TABLE "enrolments"
  ADD CONSTRAINT "enrolments_email_normalised" CHECK ("email" = lower(btrim("email")) AND "email" LIKE '%_@_%');

ALTER TABLE "offers"
  ADD CONSTRAINT "offers_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "offers_window_in_order" CHECK ("opens_at" < "closes_at"),
  ADD CONSTRAINT "offers_currency_is_iso" CHECK ("currency" ~ '^[A-Z]{3}$');

-- Codes --------------------------------------------------------------------------------------------------------------

ALTER TABLE "batches" ADD CONSTRAINT "batches_size_positive" CHECK ("size" > 0);
ALTER TABLE "codes" ADD CONSTRAINT "codes_slot_not_negative" CHECK ("slot" >= 0);

-- The claim walks this index from a random slot. No other index may hold slot.
CREATE INDEX "codes_available" ON "codes" ("batch_id", "slot") WHERE "state" = 'AVAILABLE';

-- A class of a few hundred empties a pool in a minute: let vacuum keep up with the dead entries of the partial index.
ALTER TABLE "codes" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- Requests and allocations -------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX "requests_one_standing" ON "requests" ("offer_id", "enrolment_id") WHERE "state" <> 'CANCELLED';

CREATE UNIQUE INDEX "allocations_one_live" ON "allocations" ("offer_id", "enrolment_id")
  WHERE "state" IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');

CREATE UNIQUE INDEX "allocations_code_once" ON "allocations" ("code_id") WHERE "state" <> 'RELEASED';

ALTER TABLE "allocations"
  ADD CONSTRAINT "allocations_revealed_has_instant" CHECK ("state" NOT IN ('REVEALED', 'REDEEMED') OR "revealed_at" IS NOT NULL),
  ADD CONSTRAINT "allocations_released_unseen" CHECK ("state" <> 'RELEASED' OR "revealed_at" IS NULL),
  ADD CONSTRAINT "allocations_redeemed_has_instant" CHECK ("state" <> 'REDEEMED' OR "redeemed_at" IS NOT NULL),
  ADD CONSTRAINT "allocations_reported_has_cause" CHECK ("state" <> 'REPORTED' OR ("reported_at" IS NOT NULL AND "report_cause" IS NOT NULL));

CREATE FUNCTION refuse_unrevealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a reveal cannot be undone' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "allocations_reveal_stays" BEFORE UPDATE OF "revealed_at" ON "allocations"
  FOR EACH ROW WHEN (OLD."revealed_at" IS NOT NULL AND NEW."revealed_at" IS DISTINCT FROM OLD."revealed_at")
  EXECUTE FUNCTION refuse_unrevealing();

-- A revealed code never goes back to the pool, and nothing leaves quarantine (design, rule 2).
CREATE FUNCTION refuse_return_to_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'QUARANTINED' THEN
    RAISE EXCEPTION 'a code in quarantine never returns to the pool' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM "allocations" WHERE "code_id" = NEW."id" AND ("revealed_at" IS NOT NULL OR "state" <> 'RELEASED')) THEN
    RAISE EXCEPTION 'a code that somebody holds or has seen never returns to the pool' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "codes_return_to_pool" BEFORE UPDATE OF "state" ON "codes"
  FOR EACH ROW WHEN (NEW."state" = 'AVAILABLE' AND OLD."state" <> 'AVAILABLE')
  EXECUTE FUNCTION refuse_return_to_pool();

-- Audit trail --------------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "audit_events_rows_stay" BEFORE UPDATE OR DELETE ON "audit_events"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "audit_events_table_stays" BEFORE TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
