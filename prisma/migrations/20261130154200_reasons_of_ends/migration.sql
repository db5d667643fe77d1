-- AlterTable
ALTER TABLE "allocations" ADD COLUMN "reason" TEXT;

-- Only an end that an instructor has decided on has a reason of theirs.
ALTER TABLE allocations ADD CONSTRAINT allocations_reason CHECK (reason IS NULL OR state IN ('REVOKED', 'RELEASED'));

-- Both functions take the reason along; who gives none, as acts on many, calls them as before.
DROP FUNCTION revoke_code(uuid, uuid, uuid);
DROP FUNCTION release_code(uuid, uuid, uuid);

-- An instructor takes a code away that its owner has seen, or may have seen before a restore: it goes into quarantine, and the person may not ask again.
-- outcome: 'revoked'; 'unseen' (it can be released instead), 'changed' (not live any more, or none of this offer's).
CREATE FUNCTION revoke_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, p_reason text DEFAULT NULL, OUT outcome text)
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
  UPDATE allocations a SET state = 'REVOKED', revoked_at = statement_timestamp(), reason = p_reason WHERE a.id = v_old.id;
  UPDATE codes SET state = 'QUARANTINED' WHERE id = v_old.code_id;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    VALUES (v_old.course_id, v_old.offer_id, p_actor_id, 'code.revoked', 'allocation', v_old.id::text);
  INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'revoked', 'allocationId', v_old.id));
  outcome := 'revoked';
END $$;

-- An instructor takes a code back that nobody has seen: it is in the pool again, and the person may ask again.
-- outcome: 'released'; 'seen' or 'restored' (was, or may have been before a restore: it can only be revoked), 'changed' (not live any more, or none of this offer's).
CREATE FUNCTION release_code(p_allocation_id uuid, p_offer_id uuid, p_actor_id uuid, p_reason text DEFAULT NULL, OUT outcome text)
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
  UPDATE allocations a SET state = 'RELEASED', released_at = statement_timestamp(), reason = p_reason WHERE a.id = v_old.id;
  UPDATE requests r SET state = 'CANCELLED', cancelled_at = statement_timestamp() WHERE r.id = v_old.request_id AND r.state <> 'CANCELLED';
  UPDATE codes SET state = 'AVAILABLE' WHERE id = v_old.code_id;
  INSERT INTO audit_events (course_id, offer_id, actor_id, act, subject_type, subject_id)
    VALUES (v_old.course_id, v_old.offer_id, p_actor_id, 'code.released', 'allocation', v_old.id::text);
  INSERT INTO outbox_jobs (task, payload) VALUES
    ('send-credit-mail', jsonb_build_object('kind', 'released', 'allocationId', v_old.id)),
    ('serve-waiting', jsonb_build_object('offerId', v_old.offer_id));
  outcome := 'released';
END $$;
