-- After a restore nobody knows which codes were given since the backup: the pools come back frozen (decision 0025).

-- AlterTable
ALTER TABLE "offers" ADD COLUMN     "freeze_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "frozen_at" TIMESTAMPTZ(3),
ADD COLUMN     "pool_then" INTEGER,
ADD COLUMN     "restored_to" TIMESTAMPTZ(3);

ALTER TABLE "offers" ADD CONSTRAINT "offers_frozen_say_why"
  CHECK ("frozen_at" IS NULL OR ("restored_to" IS NOT NULL AND "pool_then" IS NOT NULL));

-- The last word on a frozen pool, whichever way a code is given. Read along with the batch, in the one query that was there before.
CREATE OR REPLACE FUNCTION keep_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_frozen_at timestamptz;
BEGIN
  SELECT c."batch_id", o."frozen_at" INTO NEW."batch_id", v_frozen_at
    FROM "codes" c JOIN "offers" o ON o."id" = c."offer_id" WHERE c."id" = NEW."code_id";
  IF v_frozen_at IS NOT NULL THEN
    RAISE EXCEPTION 'nothing is given from a frozen pool' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What was unseen in the backup may have been seen since: it is not released, as little as what was revealed (design, rule 2).
CREATE FUNCTION refuse_release_of_backup() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."allocated_at" <= (SELECT "restored_to" FROM "offers" WHERE "id" = NEW."offer_id") THEN
    RAISE EXCEPTION 'a code that was given before a restore may have been seen since' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "allocations_of_backup_stay" BEFORE UPDATE OF "state" ON "allocations"
  FOR EACH ROW WHEN (NEW."state" = 'RELEASED' AND OLD."state" <> 'RELEASED')
  EXECUTE FUNCTION refuse_release_of_backup();

-- The functions that give, move and take back codes, as they were (20261124095600, 20261124093800) but for what a restore means to each.

-- A participant asks for a code, or asks again; also what an approval and a freed code call for a request that stands.
--
-- outcome: 'allocated', 'already-yours', 'waiting' (pool empty or frozen), 'pending' (by approval), and the refusals
-- 'not-enrolled', 'not-yet-open', 'closed', 'expired', 'declined', 'withdrawn'. The window is judged by this server's clock.
-- p_answers, {question id: text}, is kept with a request that this call makes.
-- allocation_id is set for the first two. Allocation, code, request, audit event and mail job commit together.
CREATE OR REPLACE FUNCTION claim_code(p_offer_id uuid, p_enrolment_id uuid, p_actor_id uuid, p_answers jsonb DEFAULT NULL,
  OUT outcome text, OUT allocation_id uuid) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := statement_timestamp();
  v_offer record;
  v_request record;
  v_request_id uuid;
  v_code_id uuid;
  v_mail text;
  v_is_new boolean;
  v_is_behind boolean;
BEGIN
  SELECT a.id INTO allocation_id FROM allocations a
    WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
  IF FOUND THEN
    outcome := 'already-yours';
    RETURN;
  END IF;

  SELECT o.course_id, o.policy, o.opens_at, o.closes_at, o.frozen_at,
         c.opened_at, c.archived_at, (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expires_at
    INTO v_offer
    FROM offers o
    JOIN courses c ON c.id = o.course_id
    JOIN enrolments e ON e.id = p_enrolment_id AND e.course_id = o.course_id
      AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
    WHERE o.id = p_offer_id;
  IF NOT FOUND THEN
    outcome := 'not-enrolled';
    RETURN;
  END IF;
  IF v_now >= v_offer.expires_at THEN
    outcome := 'expired';
    RETURN;
  END IF;
  IF v_offer.archived_at IS NOT NULL THEN
    outcome := 'closed';
    RETURN;
  ELSIF v_offer.opened_at IS NULL THEN
    outcome := 'not-yet-open';
    RETURN;
  END IF;

  -- Locked before any code is: whoever serves the waiting list takes them in the same order, so that the two never wait for each other.
  SELECT r.id, r.state, r.approved_at, r.created_at INTO v_request FROM requests r
    WHERE r.offer_id = p_offer_id AND r.enrolment_id = p_enrolment_id AND r.state <> 'CANCELLED'
    FOR UPDATE;
  v_request_id := v_request.id;
  v_is_new := v_request_id IS NULL;

  IF v_request_id IS NULL THEN
    IF v_now < v_offer.opens_at THEN
      outcome := 'not-yet-open';
      RETURN;
    ELSIF v_now >= v_offer.closes_at THEN
      outcome := 'closed';
      RETURN;
    END IF;
  ELSIF v_request.state = 'DECLINED' THEN
    outcome := 'declined';
    RETURN;
  ELSIF v_request.state = 'FULFILLED' THEN
    -- Fulfilled and no live allocation: either it was revoked, or another call has just committed it.
    SELECT a.id INTO allocation_id FROM allocations a
      WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
        AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
    outcome := CASE WHEN FOUND THEN 'already-yours' ELSE 'withdrawn' END;
    RETURN;
  END IF;

  -- The policy counts at the moment of asking: changing it later neither approves nor holds up a request that stands.
  IF (v_request_id IS NULL AND v_offer.policy = 'BY_APPROVAL')
     OR (v_request.state = 'PENDING' AND v_request.approved_at IS NULL) THEN
    IF v_request_id IS NULL THEN
      INSERT INTO requests (id, course_id, offer_id, enrolment_id, state)
        VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, 'PENDING')
        ON CONFLICT (offer_id, enrolment_id) WHERE state <> 'CANCELLED' DO NOTHING
        RETURNING id INTO v_request_id;
      IF v_request_id IS NOT NULL THEN
        INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
          VALUES (v_offer.course_id, p_offer_id, p_actor_id, 'request.made', 'request', v_request_id::text);
        PERFORM record_answers(v_offer.course_id, p_offer_id, v_request_id, p_answers);
      END IF;
    END IF;
    outcome := 'pending';
    RETURN;
  END IF;

  -- Fair by time: whoever waits longer comes first, so that nobody slips in between an import and the job that serves the list.
  -- People who have left the course or changed their role hold nobody up.
  v_is_behind := EXISTS (
    SELECT 1 FROM requests w JOIN enrolments e ON e.id = w.enrolment_id AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
    WHERE w.offer_id = p_offer_id AND w.state = 'WAITING'
      AND (v_is_new OR (w.created_at, w.id) < (v_request.created_at, v_request_id)));
  IF NOT v_is_behind AND v_offer.frozen_at IS NULL THEN
    v_code_id := lock_available_code(p_offer_id);
  END IF;

  IF v_code_id IS NULL THEN
    outcome := 'waiting';
    IF v_request_id IS NULL THEN
      INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, waiting_at)
        VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, 'WAITING', v_now)
        ON CONFLICT (offer_id, enrolment_id) WHERE state <> 'CANCELLED' DO NOTHING
        RETURNING id INTO v_request_id;
    ELSE
      UPDATE requests r SET state = 'WAITING', waiting_at = v_now
        WHERE r.id = v_request_id AND r.state = 'PENDING'
        RETURNING r.id INTO v_request_id;
    END IF;
    IF v_request_id IS NOT NULL THEN
      INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
        VALUES (v_offer.course_id, p_offer_id, p_actor_id, 'request.waiting', 'request', v_request_id::text);
      INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'waiting', 'requestId', v_request_id));
      IF v_is_new THEN
        PERFORM record_answers(v_offer.course_id, p_offer_id, v_request_id, p_answers);
      END IF;
      IF v_is_behind AND v_offer.frozen_at IS NULL THEN
        -- There may be codes: the job that serves the list may have looked for the last time before this request was there.
        INSERT INTO outbox_jobs (task, payload) VALUES ('serve-waiting', jsonb_build_object('offerId', p_offer_id));
      END IF;
    ELSIF v_is_new THEN
      -- The same person in another tab was quicker and may have had the last code: its answer is ours.
      SELECT a.id INTO allocation_id FROM allocations a
        WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
          AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
      outcome := CASE WHEN FOUND THEN 'already-yours' ELSE outcome END;
    END IF;
    RETURN;
  END IF;

  v_mail := CASE WHEN v_request.approved_at IS NULL THEN 'code-ready' ELSE 'approved' END;
  IF v_request_id IS NULL THEN
    INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, fulfilled_at)
      VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, 'FULFILLED', v_now)
      ON CONFLICT (offer_id, enrolment_id) WHERE state <> 'CANCELLED' DO NOTHING
      RETURNING id INTO v_request_id;
  ELSE
    UPDATE requests r SET state = 'FULFILLED', fulfilled_at = v_now
      WHERE r.id = v_request_id AND r.state IN ('PENDING', 'WAITING')
      RETURNING r.id INTO v_request_id;
  END IF;

  IF v_request_id IS NOT NULL THEN
    INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id, allocated_at)
      VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, v_code_id, v_request_id, v_now)
      ON CONFLICT (offer_id, enrolment_id) WHERE state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED') DO NOTHING
      RETURNING id INTO allocation_id;
  END IF;

  IF allocation_id IS NULL THEN
    -- The same person in another tab was quicker and has committed: its answer is ours. The locked code is left as it was.
    SELECT a.id INTO allocation_id FROM allocations a
      WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
        AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
    IF FOUND THEN
      outcome := 'already-yours';
    ELSE
      SELECT lower(r.state::text) INTO outcome FROM requests r
        WHERE r.offer_id = p_offer_id AND r.enrolment_id = p_enrolment_id AND r.state <> 'CANCELLED';
      outcome := CASE WHEN outcome = 'fulfilled' THEN 'withdrawn' ELSE coalesce(outcome, 'waiting') END;
    END IF;
    RETURN;
  END IF;

  UPDATE codes SET state = 'ALLOCATED' WHERE id = v_code_id;
  IF v_is_new THEN
    PERFORM record_answers(v_offer.course_id, p_offer_id, v_request_id, p_answers);
  END IF;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    VALUES (v_offer.course_id, p_offer_id, p_actor_id, 'code.allocated', 'allocation', allocation_id::text);
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', v_mail, 'allocationId', allocation_id));
  outcome := 'allocated';
END $$;

-- An instructor gives a code to a participant who has none, past window, policy and waiting list. A request that stands is fulfilled by it.
-- p_from: 'pool' or 'spares'. outcome: 'given', 'already-theirs' (allocation_id is set for both), and the refusals
-- 'not-enrolled', 'expired', 'archived', 'draft', 'frozen', 'pool-empty'.
CREATE OR REPLACE FUNCTION give_code(p_offer_id uuid, p_enrolment_id uuid, p_actor_id uuid, p_from text DEFAULT 'pool',
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

  SELECT o.course_id, o.frozen_at, c.opened_at, c.archived_at, (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expires_at
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
    WHEN v_offer.frozen_at IS NOT NULL THEN 'frozen'
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

-- An instructor replaces a live allocation's code by another of the pool or of the spares. The old code goes into quarantine for good.
-- p_from: 'pool' or 'spares'. outcome: 'replaced' (allocation_id is the new one), 'pool-empty' (or no spares), 'frozen',
-- 'not-replaceable' (not live any more).
CREATE OR REPLACE FUNCTION replace_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, p_from text DEFAULT 'pool',
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
  IF EXISTS (SELECT FROM offers o WHERE o.id = v_old.offer_id AND o.frozen_at IS NOT NULL) THEN
    outcome := 'frozen';
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

-- An instructor takes a code away that its owner has seen, or may have seen before a restore: it goes into quarantine, and the person may not ask again.
-- outcome: 'revoked'; 'unseen' (it can be released instead), 'changed' (not live any more, or none of this offer's).
CREATE OR REPLACE FUNCTION revoke_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, OUT outcome text)
  LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_old record;
BEGIN
  SELECT a.*, a.allocated_at <= (SELECT o.restored_to FROM offers o WHERE o.id = a.offer_id) AS is_of_backup
    INTO v_old FROM allocations a
    WHERE a.id = p_allocation_id AND a.offer_id = p_offer_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
    FOR UPDATE;
  outcome := CASE WHEN NOT FOUND THEN 'changed' WHEN v_old.revealed_at IS NULL AND v_old.is_of_backup IS NOT TRUE THEN 'unseen' END;
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
-- outcome: 'released'; 'seen' or 'restored' (was, or may have been before a restore: it can only be revoked), 'changed' (not live any more, or none of this offer's).
CREATE OR REPLACE FUNCTION release_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, OUT outcome text)
  LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_old record;
BEGIN
  SELECT a.*, a.allocated_at <= (SELECT o.restored_to FROM offers o WHERE o.id = a.offer_id) AS is_of_backup
    INTO v_old FROM allocations a
    WHERE a.id = p_allocation_id AND a.offer_id = p_offer_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
    FOR UPDATE;
  outcome := CASE WHEN NOT FOUND THEN 'changed' WHEN v_old.state <> 'ALLOCATED' OR v_old.revealed_at IS NOT NULL THEN 'seen'
    WHEN v_old.is_of_backup THEN 'restored' END;
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
-- were moved; null when there is no such offer to move to, -1 while either pool is
-- frozen: what may have been given stays where it is looked for.
CREATE OR REPLACE FUNCTION move_codes(p_offer_id uuid, p_target_id uuid, p_count integer, p_actor_id uuid) RETURNS integer
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
  IF EXISTS (SELECT FROM offers WHERE id IN (p_offer_id, p_target_id) AND frozen_at IS NOT NULL) THEN
    RETURN -1;
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
