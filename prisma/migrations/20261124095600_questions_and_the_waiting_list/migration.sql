-- What an offer asks can be reworded by one person at a time, and texts have the lengths that their forms allow.
ALTER TABLE "questions" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "questions" ADD CONSTRAINT "questions_text_length" CHECK (char_length("text") BETWEEN 1 AND 300);
ALTER TABLE "answers" ADD CONSTRAINT "answers_text_length" CHECK (char_length("text") <= 2000);

-- The claim as it was (20261124083000), but for two things: it locks the request that stands before it looks for a code, and a second
-- tab that finds the pool empty because the first had the last code hears of that code.
--
-- A participant asks for a code, or asks again; also what an approval and a freed code call for a request that stands.
--
-- outcome: 'allocated', 'already-yours', 'waiting' (pool empty), 'pending' (by approval), and the refusals
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

  SELECT o.course_id, o.policy, o.opens_at, o.closes_at,
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
  IF NOT v_is_behind THEN
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
      IF v_is_behind THEN
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
