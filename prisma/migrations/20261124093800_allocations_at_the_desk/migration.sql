-- CreateTable
CREATE TABLE "bulk_acts" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "selection" JSONB NOT NULL,
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "reached" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_acts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bulk_acts_offer_id_id_idx" ON "bulk_acts"("offer_id", "id");

-- AddForeignKey
ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "bulk_acts" ADD CONSTRAINT "bulk_acts_act_known" CHECK ("act" IN ('give', 'release', 'revoke'));

-- The batch that an allocation's code came from, kept here so that one index serves the table's filters by batch and state.
-- No foreign key: it is copied from the code, whose own key holds, and each claim would pay for locking the batch's row.
ALTER TABLE "allocations" ADD COLUMN "batch_id" UUID;
UPDATE "allocations" a SET "batch_id" = c."batch_id" FROM "codes" c WHERE c."id" = a."code_id";

-- Its plan is made within the functions that give codes, and so without enable_seqscan.
CREATE FUNCTION keep_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "batch_id" INTO NEW."batch_id" FROM "codes" WHERE "id" = NEW."code_id";
  RETURN NEW;
END $$;

CREATE TRIGGER "allocations_keep_batch" BEFORE INSERT ON "allocations" FOR EACH ROW EXECUTE FUNCTION keep_batch();

-- As before, but found by allocations_code_once: what was revealed is never released (allocations_released_unseen), so that "seen by
-- somebody" is in "not released", and asking for it apart read the whole table.
CREATE OR REPLACE FUNCTION refuse_return_to_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'QUARANTINED' THEN
    RAISE EXCEPTION 'a code in quarantine never returns to the pool' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM "allocations" WHERE "code_id" = NEW."id" AND "state" <> 'RELEASED') THEN
    RAISE EXCEPTION 'a code that somebody holds or has seen never returns to the pool' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- The table of allocations ------------------------------------------------------------------------------------------

-- CreateIndex
-- A page in order of time is merged from the few (batch, state) it asks for, each read by this index from its key on.
CREATE INDEX "allocations_batch_id_state_id_idx" ON "allocations" ("batch_id", "state", "id");

-- From a person to what they held; what they hold is found by allocations_one_live. A claim adds nothing to it.
CREATE INDEX "allocations_ended" ON "allocations" ("offer_id", "enrolment_id", "id")
  WHERE "state" IN ('REPLACED', 'REVOKED', 'RELEASED');

-- The history of one thing. What a claim records is told by the allocation itself, so that a claim adds nothing to it.
CREATE INDEX "audit_events_subject" ON "audit_events" ("subject_id") WHERE "act" <> 'code.allocated';

-- How often somebody was shown codes lately (T17).
CREATE INDEX "audit_events_shown" ON "audit_events" ("actor_id", "at") WHERE "act" = 'code.shown-to-instructor';

-- A name as it is searched and sorted: without accents, in small letters, single spaces.
CREATE FUNCTION fold_name(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN octet_length(p_name) = length(p_name) THEN lower(btrim(p_name))
    ELSE lower(btrim(regexp_replace(normalize(p_name, NFKD), U&'[\0300-\036F]', '', 'g')))
  END
$$;

-- What follows the first word of a folded name, and its last word where there are three or more; null where there is none.
CREATE FUNCTION after_first_word(p_folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN strpos(p_folded, ' ') > 0 THEN ltrim(substr(p_folded, strpos(p_folded, ' ') + 1)) END
$$;
CREATE FUNCTION last_word(p_folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN split_part(p_folded, ' ', 3) <> '' THEN reverse(split_part(reverse(p_folded), ' ', 1)) END
$$;

-- Search by the beginning of a name's first, second or last word, or of the address; each ends in its order of reading. The collation is "C"
-- in all of them, so that they serve LIKE 'word%' whatever the database's own collation is.
CREATE INDEX "enrolments_name" ON "enrolments" ("course_id", (fold_name("name") COLLATE "C"), "id");
CREATE INDEX "enrolments_name_second" ON "enrolments" ("course_id", (after_first_word(fold_name("name")) COLLATE "C"), "id")
  WHERE after_first_word(fold_name("name")) IS NOT NULL;
CREATE INDEX "enrolments_name_last" ON "enrolments" ("course_id", (last_word(fold_name("name")) COLLATE "C"), "id")
  WHERE last_word(fold_name("name")) IS NOT NULL;
CREATE INDEX "enrolments_address" ON "enrolments" ("course_id", (lower("email") COLLATE "C"), "id");

-- Codes by hand -------------------------------------------------------------------------------------------------------

-- Locks one spare of the offer, as lock_available_code does with the pool; null when there is none.
CREATE FUNCTION lock_spare_code(p_offer_id uuid) RETURNS uuid LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_code uuid;
BEGIN
  SELECT c.id INTO v_code FROM codes c
    WHERE c.offer_id = p_offer_id AND c.state = 'SPARE'
      AND EXISTS (SELECT 1 FROM batches b WHERE b.id = c.batch_id AND (b.expires_at IS NULL OR b.expires_at > statement_timestamp()))
    ORDER BY c.id LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF v_code IS NULL THEN
    SELECT c.id INTO v_code FROM codes c
      WHERE c.offer_id = p_offer_id AND c.state = 'SPARE'
        AND EXISTS (SELECT 1 FROM batches b WHERE b.id = c.batch_id AND (b.expires_at IS NULL OR b.expires_at > statement_timestamp()))
      ORDER BY c.id LIMIT 1 FOR UPDATE;
  END IF;
  RETURN v_code;
END $$;

-- An instructor gives a code to a participant who has none, past window, policy and waiting list. A request that stands is fulfilled by it.
-- p_from: 'pool' or 'spares'. outcome: 'given', 'already-theirs' (allocation_id is set for both), and the refusals
-- 'not-enrolled', 'expired', 'archived', 'draft', 'pool-empty'.
CREATE FUNCTION give_code(p_offer_id uuid, p_enrolment_id uuid, p_actor_id uuid, p_from text DEFAULT 'pool',
  OUT outcome text, OUT allocation_id uuid) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := statement_timestamp();
  v_offer record;
  v_request_id uuid;
  v_code_id uuid;
BEGIN
  SELECT a.id INTO allocation_id FROM allocations a
    WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
  IF FOUND THEN
    outcome := 'already-theirs';
    RETURN;
  END IF;

  SELECT o.course_id, c.opened_at, c.archived_at, (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expires_at
    INTO v_offer
    FROM offers o
    JOIN courses c ON c.id = o.course_id
    JOIN enrolments e ON e.id = p_enrolment_id AND e.course_id = o.course_id
      AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
    WHERE o.id = p_offer_id;
  outcome := CASE
    WHEN NOT FOUND THEN 'not-enrolled'
    WHEN v_now >= v_offer.expires_at THEN 'expired'
    WHEN v_offer.archived_at IS NOT NULL THEN 'archived'
    WHEN v_offer.opened_at IS NULL THEN 'draft'
  END;
  IF outcome IS NOT NULL THEN
    RETURN;
  END IF;

  v_code_id := CASE p_from WHEN 'spares' THEN lock_spare_code(p_offer_id) ELSE lock_available_code(p_offer_id) END;
  IF v_code_id IS NULL THEN
    outcome := 'pool-empty';
    RETURN;
  END IF;

  -- Twice, because a request may be made between the two.
  FOR i IN 1..2 LOOP
    UPDATE requests r SET state = 'FULFILLED', reason = NULL, declined_at = NULL,
        approved_at = CASE WHEN r.state IN ('PENDING', 'DECLINED') THEN coalesce(r.approved_at, v_now) ELSE r.approved_at END,
        fulfilled_at = CASE WHEN r.state = 'FULFILLED' THEN r.fulfilled_at ELSE v_now END
      WHERE r.offer_id = p_offer_id AND r.enrolment_id = p_enrolment_id AND r.state <> 'CANCELLED'
      RETURNING r.id INTO v_request_id;
    EXIT WHEN v_request_id IS NOT NULL;
    INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, fulfilled_at)
      VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, 'FULFILLED', v_now)
      ON CONFLICT (offer_id, enrolment_id) WHERE state <> 'CANCELLED' DO NOTHING
      RETURNING id INTO v_request_id;
    EXIT WHEN v_request_id IS NOT NULL;
  END LOOP;

  INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id, allocated_at)
    VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, v_code_id, v_request_id, v_now)
    ON CONFLICT (offer_id, enrolment_id) WHERE state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED') DO NOTHING
    RETURNING id INTO allocation_id;
  IF allocation_id IS NULL THEN
    -- The person or another instructor was quicker. The locked code is left as it was.
    SELECT a.id INTO allocation_id FROM allocations a
      WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
        AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
    outcome := 'already-theirs';
    RETURN;
  END IF;
  UPDATE codes SET state = 'ALLOCATED' WHERE id = v_code_id;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id, detail)
    VALUES (v_offer.course_id, p_offer_id, p_actor_id, 'code.given', 'allocation', allocation_id::text, jsonb_build_object('from', p_from));
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'given', 'allocationId', allocation_id));
  outcome := 'given';
END $$;

DROP FUNCTION replace_code(uuid, uuid, uuid);

-- An instructor replaces a live allocation's code by another of the pool or of the spares. The old code goes into quarantine for good.
-- p_from: 'pool' or 'spares'. outcome: 'replaced' (allocation_id is the new one), 'pool-empty' (or no spares), 'not-replaceable' (not live
-- any more).
CREATE FUNCTION replace_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, p_from text DEFAULT 'pool',
  OUT outcome text, OUT allocation_id uuid) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_old record;
  v_code_id uuid;
BEGIN
  SELECT a.* INTO v_old FROM allocations a
    WHERE a.id = p_allocation_id AND a.offer_id = p_offer_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
    FOR UPDATE;
  IF NOT FOUND THEN
    outcome := 'not-replaceable';
    RETURN;
  END IF;
  v_code_id := CASE p_from WHEN 'spares' THEN lock_spare_code(v_old.offer_id) ELSE lock_available_code(v_old.offer_id) END;
  IF v_code_id IS NULL THEN
    outcome := 'pool-empty';
    RETURN;
  END IF;
  UPDATE allocations a SET state = 'REPLACED', replaced_at = statement_timestamp() WHERE a.id = v_old.id;
  UPDATE codes SET state = 'QUARANTINED' WHERE id = v_old.code_id;
  INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id)
    VALUES (uuid7(), v_old.course_id, v_old.offer_id, v_old.enrolment_id, v_code_id, v_old.request_id)
    RETURNING id INTO allocation_id;
  UPDATE codes SET state = 'ALLOCATED' WHERE id = v_code_id;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id, detail)
    VALUES (v_old.course_id, v_old.offer_id, p_actor_id, 'code.replaced', 'allocation', v_old.id::text,
            jsonb_build_object('newAllocationId', allocation_id, 'from', p_from));
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'replaced', 'allocationId', allocation_id));
  outcome := 'replaced';
END $$;

-- An instructor takes a code away that its owner has seen: it goes into quarantine, and the person may not ask again.
-- outcome: 'revoked'; 'unseen' (it can be released instead), 'changed' (not live any more, or none of this offer's).
CREATE FUNCTION revoke_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, OUT outcome text)
  LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_old record;
BEGIN
  SELECT a.* INTO v_old FROM allocations a
    WHERE a.id = p_allocation_id AND a.offer_id = p_offer_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
    FOR UPDATE;
  outcome := CASE WHEN NOT FOUND THEN 'changed' WHEN v_old.revealed_at IS NULL THEN 'unseen' END;
  IF outcome IS NOT NULL THEN
    RETURN;
  END IF;
  UPDATE allocations a SET state = 'REVOKED', revoked_at = statement_timestamp() WHERE a.id = v_old.id;
  UPDATE codes SET state = 'QUARANTINED' WHERE id = v_old.code_id;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    VALUES (v_old.course_id, v_old.offer_id, p_actor_id, 'code.revoked', 'allocation', v_old.id::text);
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'revoked', 'allocationId', v_old.id));
  outcome := 'revoked';
END $$;

-- An instructor takes a code back that nobody has seen: it is in the pool again, and the person may ask again.
-- outcome: 'released'; 'seen' (it can only be revoked), 'changed' (not live any more, or none of this offer's).
CREATE FUNCTION release_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, OUT outcome text)
  LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_old record;
BEGIN
  SELECT a.* INTO v_old FROM allocations a
    WHERE a.id = p_allocation_id AND a.offer_id = p_offer_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
    FOR UPDATE;
  outcome := CASE WHEN NOT FOUND THEN 'changed' WHEN v_old.state <> 'ALLOCATED' OR v_old.revealed_at IS NOT NULL THEN 'seen' END;
  IF outcome IS NOT NULL THEN
    RETURN;
  END IF;
  UPDATE allocations a SET state = 'RELEASED', released_at = statement_timestamp() WHERE a.id = v_old.id;
  UPDATE requests r SET state = 'CANCELLED', cancelled_at = statement_timestamp() WHERE r.id = v_old.request_id AND r.state <> 'CANCELLED';
  UPDATE codes SET state = 'AVAILABLE' WHERE id = v_old.code_id;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    VALUES (v_old.course_id, v_old.offer_id, p_actor_id, 'code.released', 'allocation', v_old.id::text);
  INSERT INTO outbox_jobs (task, payload) VALUES
    ('send-credit-mail', jsonb_build_object('kind', 'released', 'allocationId', v_old.id)),
    ('serve-waiting', jsonb_build_object('offerId', v_old.offer_id));
  outcome := 'released';
END $$;

-- Moves up to p_count codes of the pool to another offer of the same course and provider, those first that would be handed out last. They
-- stay in batches of their own, which keep file, expiry and import. What a claim holds at this moment is passed over. Answers with how many
-- were moved; null when there is no such offer to move to.
CREATE FUNCTION move_codes(p_offer_id uuid, p_target_id uuid, p_count integer, p_actor_id uuid) RETURNS integer
  LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_batch record;
  v_ids uuid[];
  v_new_batch uuid;
  v_moved integer := 0;
  v_course_id uuid;
BEGIN
  SELECT t.course_id INTO v_course_id FROM offers s JOIN offers t ON t.course_id = s.course_id AND t.provider = s.provider AND t.id <> s.id
    WHERE s.id = p_offer_id AND t.id = p_target_id;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  FOR v_batch IN
    SELECT * FROM batches WHERE offer_id = p_offer_id AND (expires_at IS NULL OR expires_at > statement_timestamp())
    ORDER BY expires_at DESC NULLS FIRST, created_at DESC, id DESC
  LOOP
    SELECT array_agg(c.id) INTO v_ids FROM (
      SELECT id FROM codes WHERE batch_id = v_batch.id AND state = 'AVAILABLE'
      ORDER BY slot DESC LIMIT p_count - v_moved FOR UPDATE SKIP LOCKED
    ) c;
    CONTINUE WHEN v_ids IS NULL;
    INSERT INTO batches (id, course_id, offer_id, file_name, digest, size, expires_at, imported_by, import_id)
      VALUES (uuid7(), v_batch.course_id, p_target_id, v_batch.file_name, v_batch.digest, cardinality(v_ids), v_batch.expires_at,
              v_batch.imported_by, v_batch.import_id)
      RETURNING id INTO v_new_batch;
    UPDATE codes c SET offer_id = p_target_id, batch_id = v_new_batch, slot = i.number - 1
      FROM unnest(v_ids) WITH ORDINALITY AS i (id, number) WHERE c.id = i.id;
    v_moved := v_moved + cardinality(v_ids);
    EXIT WHEN v_moved >= p_count;
  END LOOP;
  IF v_moved > 0 THEN
    INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id, detail) VALUES
      (v_course_id, p_offer_id, p_actor_id, 'codes.moved', 'offer', p_offer_id::text, jsonb_build_object('count', v_moved, 'to', p_target_id)),
      (v_course_id, p_target_id, p_actor_id, 'codes.moved', 'offer', p_target_id::text, jsonb_build_object('count', v_moved, 'from', p_offer_id));
    INSERT INTO outbox_jobs (task, payload) VALUES ('serve-waiting', jsonb_build_object('offerId', p_target_id));
  END IF;
  RETURN v_moved;
END $$;
