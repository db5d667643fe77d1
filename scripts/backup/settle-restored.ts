import type pg from "pg";

/** More than anybody's sessions are ended one by one between a backup and its restore. */
const SESSIONS_AHEAD = 1_000_000;

// Nothing is given until an instructor has reconciled each pool (T28). $1 is the backup's instant.
const FREEZE = `
  UPDATE offers o SET frozen_at = now(), restored_to = $1, freeze_version = o.freeze_version + 1, pool_then = (
    SELECT count(*) FROM codes c WHERE c.offer_id = o.id AND c.state IN ('AVAILABLE', 'SPARE'))`;
const RECORD = `
  INSERT INTO audit_events (course_id, offer_id, act, subject_type, subject_id, detail)
  SELECT o.course_id, o.id, 'pool.frozen', 'offer', o.id::text,
    jsonb_build_object('backupMade', to_char($1::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'unusedThen', o.pool_then)
  FROM offers o`;

const STEPS: readonly string[] = [
  // Who was signed out since the backup must not be signed in again by it: everybody signs in anew.
  `UPDATE users SET session_version = session_version + ${SESSIONS_AHEAD}`,
  // The queue does not come back: what waited in it may have been done since.
  `UPDATE deliveries SET state = 'UNCERTAIN', settled_at = now(),
     answer = 'The portal was restored from a backup in which this mail was still waiting. It may have been sent since.'
   WHERE state = 'QUEUED'`,
  `UPDATE imports SET state = 'FAILED', finished_at = now(),
     problem = 'The portal was restored from a backup that was made during this import. Import the file again.'
   WHERE state IN ('UPLOADING', 'CHECKING', 'RUNNING')`,
  "UPDATE bulk_acts SET finished_at = now() WHERE finished_at IS NULL",
];

/** Makes of a backup's rows a portal that may start: pools frozen, sessions over, nothing under way. `at` is the backup's instant. */
export async function settleRestored({ client, at }: { client: pg.Client; at: Date }): Promise<void> {
  await client.query("BEGIN");
  await client.query(FREEZE, [at]);
  await client.query(RECORD, [at]);
  for (const step of STEPS) await client.query(step);
  await client.query("COMMIT");
}
