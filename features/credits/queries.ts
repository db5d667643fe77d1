import { findGuide } from "@/content/guides/index";
import type { CourseMember, OfferMember, OfferStaff } from "@/features/courses/access";
import type { Question } from "@/features/offers/questions/rules";
import type { Database, Prisma } from "@/server/db";
import {
  type AllocationState,
  buildTimeline,
  describeStanding,
  findLeftToDo,
  findStanding,
  type LeftToDo,
  type RequestState,
  type Standing,
  type StandingFacts,
  type TimelineItem,
} from "./rules";

/** An offer as its participant sees it. `credit` and dates are as the course set them; nothing of the code is in it. */
export type OfferView = {
  course: { slug: string; title: string; term: string; contactName: string; contactAddress: string };
  slug: string;
  name: string;
  provider: string;
  guide: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  redeemBy: Date;
  timeZone: string;
  byApproval: boolean;
  acknowledgement: string;
  acknowledgedAt: Date | null;
  standing: Standing;
  /** What remains once the code is redeemed. */
  leftToDo: LeftToDo;
  title: string;
  sentence: string;
  timeline: TimelineItem[];
  /** Whether a revealed code may be shown on the code's own page. */
  codeVisible: boolean;
  /** Whether the last day to redeem is over in the course's zone. */
  expired: boolean;
  /** Slug of the guide's problem that the person reported, while the report stands. */
  reportCause: string | null;
  /** When an earlier code of this person was replaced by the one they hold now. */
  replacedAt: Date | null;
  /** What the offer asks along with a request now, in its order. */
  questions: Question[];
  /** What the person answered with the request that stands. */
  answers: AnswerView[];
};

/** A question in the words in which it was asked, and its answer. */
export type AnswerView = { id: string; question: string; text: string };

type OfferRow = {
  courseSlug: string;
  courseTitle: string;
  term: string;
  contactName: string;
  contactAddress: string;
  timeZone: string;
  slug: string;
  name: string;
  provider: string;
  guide: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  redeemBy: string;
  expiresAt: Date;
  byApproval: boolean;
  acknowledgement: string;
  acknowledgedAt: Date | null;
  courseState: StandingFacts["course"];
  frozen: boolean;
  requestState: RequestState | null;
  requestedAt: Date | null;
  approvedAt: Date | null;
  reason: string | null;
  allocationState: AllocationState | null;
  revokedReason: string | null;
  allocatedAt: Date | null;
  revealedAt: Date | null;
  redeemedAt: Date | null;
  reportCause: string | null;
  replacedAt: Date | null;
  before: number | null;
  done: string[];
  questions: Question[];
  answers: AnswerView[];
  now: Date;
};

// The standing request and the newest allocation of one person, for the offers of one course. $1 enrolment, $2 course. Live allocations and
// those that have ended are asked for apart, because each has an index by person.
const OFFERS = `
  SELECT c.slug AS "courseSlug", c.title AS "courseTitle", c.term, c.contact_name AS "contactName",
    c.contact_address AS "contactAddress", c.time_zone AS "timeZone",
    CASE WHEN c.archived_at IS NOT NULL THEN 'archived' WHEN c.opened_at IS NULL THEN 'draft' ELSE 'open' END AS "courseState",
    o.slug, o.name, o.provider, o.guide, o.amount_minor AS "amountMinor", o.currency,
    o.opens_at AS "opensAt", o.closes_at AS "closesAt", o.redeem_by::text AS "redeemBy",
    (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS "expiresAt",
    o.policy = 'BY_APPROVAL' AS "byApproval", o.frozen_at IS NOT NULL AS frozen, o.acknowledgement, k.acknowledged_at AS "acknowledgedAt",
    r.state AS "requestState", CASE WHEN NOT r.by_hand THEN r.created_at END AS "requestedAt", r.approved_at AS "approvedAt", r.reason,
    a.state AS "allocationState", CASE WHEN a.state = 'REVOKED' THEN a.reason END AS "revokedReason", a.allocated_at AS "allocatedAt", a.revealed_at AS "revealedAt", a.redeemed_at AS "redeemedAt",
    a.report_cause AS "reportCause",
    (SELECT max(p.replaced_at) FROM allocations p
      WHERE p.offer_id = o.id AND p.enrolment_id = $1 AND p.state = 'REPLACED') AS "replacedAt",
    CASE WHEN r.state = 'WAITING' THEN (
      SELECT count(*)::int FROM requests w JOIN enrolments e ON e.id = w.enrolment_id AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
      WHERE w.offer_id = o.id AND w.state = 'WAITING' AND (w.created_at, w.id) < (r.created_at, r.id)) END AS before,
    ARRAY(SELECT p.page FROM guide_progress p WHERE p.offer_id = o.id AND p.enrolment_id = $1) AS done,
    (SELECT coalesce(json_agg(json_build_object('id', q.id, 'text', q.text, 'required', q.required) ORDER BY q.position, q.id), '[]')
      FROM questions q WHERE q.offer_id = o.id AND q.removed_at IS NULL) AS questions,
    (SELECT coalesce(json_agg(json_build_object('id', q.id, 'question', q.text, 'text', s.text) ORDER BY q.position, q.id), '[]')
      FROM answers s JOIN questions q ON q.id = s.question_id WHERE s.request_id = r.id) AS answers,
    now() AS now
  FROM offers o
  JOIN courses c ON c.id = o.course_id
  LEFT JOIN requests r ON r.offer_id = o.id AND r.enrolment_id = $1 AND r.state <> 'CANCELLED'
  LEFT JOIN acknowledgements k ON k.offer_id = o.id AND k.enrolment_id = $1
  LEFT JOIN LATERAL (
    SELECT * FROM (
      SELECT * FROM allocations l WHERE l.offer_id = o.id AND l.enrolment_id = $1 AND l.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')
      UNION ALL
      SELECT * FROM allocations l WHERE l.offer_id = o.id AND l.enrolment_id = $1 AND l.state IN ('REPLACED', 'REVOKED', 'RELEASED')
    ) h ORDER BY h.allocated_at DESC LIMIT 1
  ) a ON true
  WHERE o.course_id = $2`;

/** The offers of a course with the person's standing in each, first to close first and those that have expired last. */
export async function listOffers({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: Pick<CourseMember, "enrolmentId" | "courseId" | "role">;
}): Promise<OfferView[]> {
  const { rows } = await pool.query<OfferRow>(
    `${OFFERS} ORDER BY (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone <= now(), o.closes_at, o.name`,
    [proof.enrolmentId, proof.courseId],
  );
  return rows.map((row) => toView(row, proof));
}

/** One offer with the person's standing. */
export async function readOffer({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: OfferMember;
}): Promise<OfferView | null> {
  const { rows } = await pool.query<OfferRow>(`${OFFERS} AND o.id = $3`, [
    proof.enrolmentId,
    proof.courseId,
    proof.offerId,
  ]);
  return rows[0] ? toView(rows[0], proof) : null;
}

function toView(row: OfferRow, proof: Pick<CourseMember, "role">): OfferView {
  const { slug, name, provider, guide, amountMinor, currency, opensAt, closesAt, timeZone, byApproval } = row;
  const redeemBy = new Date(`${row.redeemBy}T00:00:00Z`);
  const facts = {
    dates: { opensAt, closesAt, redeemBy, expiresAt: row.expiresAt, timeZone },
    course: row.courseState,
    byApproval,
    frozen: row.frozen,
    mayRequest: proof.role === "PARTICIPANT",
    request: row.requestState && {
      state: row.requestState,
      approved: row.approvedAt !== null,
      reason: row.reason,
      before: row.before,
    },
    allocation: row.allocationState && { state: row.allocationState, reason: row.revokedReason },
    instants: {
      requestedAt: row.requestedAt,
      approvedAt: row.approvedAt,
      allocatedAt: row.allocatedAt,
      revealedAt: row.revealedAt,
      redeemedAt: row.redeemedAt,
    },
  };
  const standing = findStanding(facts, row.now);
  const budget = findGuide(guide)?.pages.find(({ kind }) => kind === "budget");
  const leftToDo = findLeftToDo({
    budgetPage: budget?.slug ?? null,
    done: row.done,
    acknowledged: row.acknowledgedAt !== null,
  });
  return {
    course: {
      slug: row.courseSlug,
      title: row.courseTitle,
      term: row.term,
      contactName: row.contactName,
      contactAddress: row.contactAddress,
    },
    slug,
    name,
    provider,
    guide,
    amountMinor,
    currency,
    opensAt,
    closesAt,
    redeemBy,
    timeZone,
    byApproval,
    acknowledgement: row.acknowledgement,
    acknowledgedAt: row.acknowledgedAt,
    standing,
    leftToDo,
    ...describeStanding(standing, { ...facts, leftToDo }),
    timeline: buildTimeline(standing, facts),
    codeVisible: standing === "revealed" || standing === "redeemed" || standing === "reported",
    expired: row.now >= row.expiresAt,
    reportCause: standing === "reported" ? row.reportCause : null,
    replacedAt: row.replacedAt,
    questions: row.questions,
    answers: row.answers,
  };
}

/** How many codes of an offer may still be given out, and how many are in quarantine. A code of a batch that has expired is neither. */
export async function countPool({
  prisma,
  proof,
}: {
  prisma: Prisma;
  proof: OfferStaff;
}): Promise<{ available: number; quarantined: number }> {
  const [pool] = await prisma.$queryRaw<[{ available: number; quarantined: number }]>`
    SELECT count(*) FILTER (WHERE c.state = 'AVAILABLE' AND (b.expires_at IS NULL OR b.expires_at > now()))::int AS available,
      count(*) FILTER (WHERE c.state = 'QUARANTINED')::int AS quarantined
    FROM codes c JOIN batches b ON b.id = c.batch_id WHERE b.offer_id = ${proof.offerId}::uuid`;
  return pool;
}
