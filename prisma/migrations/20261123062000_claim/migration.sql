-- The claim (design, section 5): one call, READ COMMITTED, no interactive transaction around it.
--
-- The mail job goes into a table of ours, not straight to graphile_worker.add_job: that sends a NOTIFY, and PostgreSQL lets
-- only one transaction with a NOTIFY commit at a time, so that claims would no longer share their disk writes.
--
-- enable_seqscan is off inside these functions: a connection keeps their plans, and one that was planned while the tables
-- were empty would read them from end to end when they are not (seen: 220 claims a second instead of thousands).

-- Locks one available code of the offer and returns its id; null when the pool is empty.
-- Batches that expire first go first. Within a batch the search starts at a random slot, so that callers rarely meet.
CREATE FUNCTION lock_available_code(p_offer_id uuid) RETURNS uuid LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_batch record;
  v_start integer;
  v_code uuid;
BEGIN
  FOR v_batch IN
    SELECT id, size FROM batches
    WHERE offer_id = p_offer_id AND (expires_at IS NULL OR expires_at > statement_timestamp())
    ORDER BY expires_at NULLS LAST, created_at, id
  LOOP
    v_start := floor(random() * v_batch.size);
    SELECT id INTO v_code FROM codes
      WHERE batch_id = v_batch.id AND state = 'AVAILABLE' AND slot >= v_start
      ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF v_code IS NULL THEN
      SELECT id INTO v_code FROM codes
        WHERE batch_id = v_batch.id AND state = 'AVAILABLE' AND slot < v_start
        ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
    END IF;
    IF v_code IS NOT NULL THEN
      RETURN v_code;
    END IF;
  END LOOP;

  -- "Nothing found" may only mean "all locked": wait for the others before saying that the pool is empty.
  FOR v_batch IN
    SELECT id FROM batches
    WHERE offer_id = p_offer_id AND (expires_at IS NULL OR expires_at > statement_timestamp())
    ORDER BY expires_at NULLS LAST, created_at, id
  LOOP
    SELECT id INTO v_code FROM codes
      WHERE batch_id = v_batch.id AND state = 'AVAILABLE'
      ORDER BY slot LIMIT 1 FOR UPDATE;
    IF v_code IS NOT NULL THEN
      RETURN v_code;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- A participant asks for a code, or asks again; also what an approval and a freed code call for a request that stands.
--
-- outcome: 'allocated', 'already-yours', 'waiting' (pool empty), 'pending' (by approval), and the refusals
-- 'not-enrolled', 'not-yet-open', 'closed', 'expired', 'declined', 'withdrawn'. The window is judged by this server's clock.
-- allocation_id is set for the first two. Allocation, code, request, audit event and mail job commit together.
CREATE FUNCTION claim_code(p_offer_id uuid, p_enrolment_id uuid, p_actor_id uuid,
  OUT outcome text, OUT allocation_id uuid) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := statement_timestamp();
  v_offer record;
  v_request record;
  v_request_id uuid;
  v_code_id uuid;
  v_mail text;
BEGIN
  SELECT a.id INTO allocation_id FROM allocations a
    WHERE a.offer_id = p_offer_id AND a.enrolment_id = p_enrolment_id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED');
  IF FOUND THEN
    outcome := 'already-yours';
    RETURN;
  END IF;

  SELECT o.course_id, o.policy, o.opens_at, o.closes_at,
         (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expires_at
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

  SELECT r.id, r.state, r.approved_at INTO v_request FROM requests r
    WHERE r.offer_id = p_offer_id AND r.enrolment_id = p_enrolment_id AND r.state <> 'CANCELLED';
  v_request_id := v_request.id;

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
      END IF;
    END IF;
    outcome := 'pending';
    RETURN;
  END IF;

  v_code_id := lock_available_code(p_offer_id);

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
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    VALUES (v_offer.course_id, p_offer_id, p_actor_id, 'code.allocated', 'allocation', allocation_id::text);
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', v_mail, 'allocationId', allocation_id));
  outcome := 'allocated';
END $$;

-- An instructor replaces a live allocation's code by another of the pool. The old code goes into quarantine for good.
-- outcome: 'replaced' (allocation_id is the new one), 'pool-empty', 'not-replaceable' (not live any more).
CREATE FUNCTION replace_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid,
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
  v_code_id := lock_available_code(v_old.offer_id);
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
            jsonb_build_object('newAllocationId', allocation_id));
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'replaced', 'allocationId', allocation_id));
  outcome := 'replaced';
END $$;
