-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "by_hand" BOOLEAN NOT NULL DEFAULT false;

-- Whoever is given a code by hand has a request, which the allocation belongs to, and did not make it. Those of before are known by the trail.
UPDATE requests r SET by_hand = true
  FROM allocations a JOIN audit_events e ON e.subject_id = a.id::text AND e.act = 'code.given'
  WHERE a.request_id = r.id AND r.approved_at IS NULL AND r.waiting_at IS NULL
    AND r.fulfilled_at - r.created_at < interval '1 second';

-- The charts take them out of what was asked for, without reading the table.
CREATE INDEX "requests_by_hand" ON "requests" ("offer_id", "created_at") WHERE "by_hand" AND "state" <> 'CANCELLED';

-- Gives a code by hand, as before; a request that it makes itself says so.
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
    INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, fulfilled_at, by_hand)
      VALUES (uuid7(), v_offer.course_id, p_offer_id, p_enrolment_id, 'FULFILLED', v_now, true)
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
