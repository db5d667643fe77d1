import type pg from "pg";

/** Something in the database that may never be, with how often it is and one row as an example. */
export type Violation = { rule: string; count: number; example: string };

const LIVE = "('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')";
/** What says that a person was given this allocation. */
const GIVEN = `(e.act IN ('code.allocated', 'code.given') AND e.subject_id = a.id::text)
  OR (e.act = 'code.replaced' AND e.detail->>'newAllocationId' = a.id::text)`;
const event = (act: string, subject: string) =>
  `EXISTS (SELECT 1 FROM audit_events e WHERE e.act = '${act}' AND e.subject_id = ${subject}::text)`;

/** Each selects the rows that break it. Every act of a claim, a reveal, an approval, a replacement and a revocation leaves all of its traces, or none. */
const RULES: Record<string, string> = {
  "a code twice": `SELECT code_id::text AS row FROM allocations WHERE state <> 'RELEASED' GROUP BY code_id HAVING count(*) > 1`,
  "somebody twice": `SELECT enrolment_id::text AS row FROM allocations WHERE state IN ${LIVE} GROUP BY offer_id, enrolment_id HAVING count(*) > 1`,
  "a code marked without its allocation": `SELECT c.id::text AS row FROM codes c WHERE c.state IN ('ALLOCATED', 'QUARANTINED')
    AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.code_id = c.id AND a.state <> 'RELEASED'
      AND (c.state = 'ALLOCATED') = (a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED')))`,
  "an allocation whose code is not marked": `SELECT a.id::text AS row FROM allocations a JOIN codes c ON c.id = a.code_id
    WHERE (a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED') AND c.state <> 'ALLOCATED')
      OR (a.state IN ('REPORTED', 'REPLACED', 'REVOKED') AND c.state <> 'QUARANTINED')`,
  "an allocation without its request": `SELECT a.id::text AS row FROM allocations a LEFT JOIN requests r ON r.id = a.request_id
    WHERE a.state IN ${LIVE} AND (r.state IS DISTINCT FROM 'FULFILLED' OR r.enrolment_id <> a.enrolment_id)`,
  "a fulfilled request without an allocation": `SELECT r.id::text AS row FROM requests r
    WHERE r.state = 'FULFILLED' AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.request_id = r.id)`,
  "an allocation without its audit event": `SELECT a.id::text AS row FROM allocations a WHERE NOT EXISTS (SELECT 1 FROM audit_events e WHERE ${GIVEN})`,
  "an audit event without its allocation": `SELECT e.id::text AS row FROM audit_events e WHERE e.act IN ('code.allocated', 'code.given', 'code.replaced')
    AND NOT EXISTS (SELECT 1 FROM allocations a WHERE ${GIVEN})`,
  "an allocation with other than one event": `SELECT a.id::text AS row FROM allocations a JOIN audit_events e ON ${GIVEN} GROUP BY a.id HAVING count(*) > 1`,
  "a request without its audit event": `SELECT r.id::text AS row FROM requests r WHERE r.state IN ('PENDING', 'WAITING')
    AND NOT ${event("request.made", "r.id")} AND NOT ${event("request.waiting", "r.id")}`,
  "an approval without its audit event, or the reverse": `SELECT r.id::text AS row FROM requests r
    WHERE (r.approved_at IS NOT NULL) <> ${event("request.approved", "r.id")}
      AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.request_id = r.id AND ${event("code.given", "a.id")})`,
  ...Object.fromEntries(
    [
      ["REVEALED", "revealed_at IS NOT NULL", "code.revealed"],
      ["REPLACED", "state = 'REPLACED'", "code.replaced"],
      ["REVOKED", "state = 'REVOKED'", "code.revoked"],
    ].map(([state, when, act = ""]) => [
      `${state} without its audit event, or the reverse`,
      `SELECT a.id::text AS row FROM allocations a WHERE (a.${when}) <> ${event(act, "a.id")}`,
    ]),
  ),
  "an import half taken in": `SELECT i.id::text AS row FROM imports i WHERE i.kind = 'CODES' AND (
    (i.state = 'DONE') <> ${event("codes.imported", "i.id")}
    OR (SELECT count(*) FROM codes c JOIN batches b ON b.id = c.batch_id WHERE b.import_id = i.id)
      <> CASE WHEN i.state = 'DONE' THEN (i.counts->>'added')::bigint ELSE 0 END)`,
};

/** Where no worker takes the jobs away: what was done has left exactly one mail to send. */
const MAIL_RULES: Record<string, string> = {
  "an allocation with other than one mail": `SELECT a.id::text AS row FROM allocations a WHERE 1 <> (SELECT count(*) FROM outbox_jobs j
    WHERE j.task = 'send-credit-mail' AND j.payload->>'allocationId' = a.id::text AND j.payload->>'kind' NOT IN ('revoked', 'released'))`,
  "a mail about no allocation": `SELECT j.id::text AS row FROM outbox_jobs j WHERE j.payload ? 'allocationId'
    AND NOT EXISTS (SELECT 1 FROM allocations a WHERE a.id::text = j.payload->>'allocationId')`,
  "a revocation without its mail, or the reverse": `SELECT a.id::text AS row FROM allocations a WHERE (a.state = 'REVOKED') <> EXISTS (
    SELECT 1 FROM outbox_jobs j WHERE j.payload->>'kind' = 'revoked' AND j.payload->>'allocationId' = a.id::text)`,
};

/** Holds the whole database against the rules. `mails: "in-outbox"` where no worker runs. An empty list is what should be. */
export async function findViolations({
  pool,
  mails,
}: {
  pool: pg.Pool;
  mails: "in-outbox" | "sent";
}): Promise<Violation[]> {
  const rules = { ...RULES, ...(mails === "in-outbox" && MAIL_RULES) };
  const found: Violation[] = [];
  for (const [rule, sql] of Object.entries(rules)) {
    const { rows } = await pool.query<{ row: string }>(sql);
    const [first] = rows;
    if (first) found.push({ rule, count: rows.length, example: first.row });
  }
  return found;
}

/** What a person was told for good, once everything unknown had been asked again. */
export type Told = { enrolmentId: string; offerId: string; answer: "allocated" | "waiting" | "refused" };

/** Holds what people were told against the database: every acknowledged claim is there, and nobody refused has anything. */
export async function compareWithLog({ pool, log }: { pool: pg.Pool; log: readonly Told[] }): Promise<Violation[]> {
  const { rows } = await pool.query<{ enrolment_id: string; offer_id: string; state: Told["answer"] | "requested" }>(`
    SELECT r.enrolment_id, r.offer_id,
      CASE WHEN EXISTS (SELECT 1 FROM allocations a WHERE a.request_id = r.id AND a.state IN ${LIVE}) THEN 'allocated' ELSE 'requested' END AS state
    FROM requests r WHERE r.state <> 'CANCELLED'`);
  const stands = new Map(rows.map((row) => [`${row.enrolment_id} ${row.offer_id}`, row.state]));
  const standing = ({ enrolmentId, offerId }: Told) => stands.get(`${enrolmentId} ${offerId}`);
  const rules: [rule: string, breaks: (told: Told) => boolean][] = [
    ["an acknowledged code lost", (told) => told.answer === "allocated" && standing(told) !== "allocated"],
    ["an acknowledged request lost", (told) => told.answer === "waiting" && standing(told) === undefined],
    ["somebody refused who has a request", (told) => told.answer === "refused" && standing(told) !== undefined],
  ];
  return rules.flatMap(([rule, breaks]) => {
    const broken = log.filter(breaks);
    const [first] = broken;
    return first ? [{ rule, count: broken.length, example: first.enrolmentId }] : [];
  });
}
