import type { CourseStaff, OfferStaff } from "@/features/courses/access";
import { offerState } from "@/features/offers/rules";
import type { Database } from "@/server/db";
import { drawBars, type OfferFigures, RATE_DAYS, type RequestBar } from "./rules";

/** The course as its dashboard heads it. Days are midnight UTC; people are those of now. */
export type DeskCourse = {
  slug: string;
  title: string;
  term: string;
  timeZone: string;
  startsOn: Date;
  endsOn: Date;
  contactName: string;
  contactAddress: string;
  openedAt: Date | null;
  archivedAt: Date | null;
  size: { PARTICIPANT: number; ASSISTANT: number; INSTRUCTOR: number };
  /** The database's clock. */
  now: Date;
};

/** One offer at a glance. */
export type OfferAtGlance = OfferFigures & {
  amountMinor: number;
  currency: string;
  redeemBy: Date;
  bars: RequestBar[];
};

/** What stands on the dashboard; `bars` are the requests of all offers together. */
export type Dashboard = { course: DeskCourse; offers: OfferAtGlance[]; bars: RequestBar[] };

/** The part of a proof that names the place. The worker, which has no proof, takes it from the course's own row. */
export type DeskPlace = Pick<CourseStaff, "courseId" | "timeZone"> & Partial<Pick<OfferStaff, "offerId">>;

/**
 * The figures of a course, or of one offer of it where the place names one. Each count reads an index and no table: with a class of a
 * thousand that takes milliseconds, with a million codes and a million allocations half a second.
 */
export async function readDashboard({
  pool,
  place,
}: {
  pool: Database["pool"];
  place: DeskPlace;
}): Promise<Dashboard | null> {
  const which = [place.courseId, place.offerId ?? null];
  const [courses, offers, days] = await Promise.all([
    pool.query<CourseRow>(COURSE, [place.courseId]),
    pool.query<OfferRow>(OFFERS, which),
    pool.query<DayRow>(DAYS, [...which, place.timeZone]),
  ]);
  const row = courses.rows[0];
  if (!row) {
    return null;
  }
  const course = placeCourse(row);
  const draw = (rows: DayRow[]) => drawBars(sumByDay(rows), row.today);
  return {
    course,
    bars: draw(days.rows),
    offers: offers.rows.map((offer) => {
      const mine = days.rows.filter(({ offerId }) => offerId === offer.id);
      return { ...placeOffer(offer, course, mine), bars: draw(mine) };
    }),
  };
}

type CourseRow = Omit<DeskCourse, "startsOn" | "endsOn" | "size"> & {
  startsOn: string;
  endsOn: string;
  today: string;
  participants: number;
  assistants: number;
  instructors: number;
};

const PARTICIPANT = "e.role = 'PARTICIPANT' AND e.removed_at IS NULL";
// The words of enrolments_others, so that its index is used.
const OTHER = "e.course_id = c.id AND (e.role <> 'PARTICIPANT' OR e.removed_at IS NOT NULL)";

const COURSE = `
  SELECT c.slug, c.title, c.term, c.time_zone AS "timeZone", c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn",
    c.contact_name AS "contactName", c.contact_address AS "contactAddress", c.opened_at AS "openedAt", c.archived_at AS "archivedAt",
    now() AS now, (now() AT TIME ZONE c.time_zone)::date::text AS today, staff.*,
    (SELECT count(*)::int FROM enrolments e WHERE e.course_id = c.id AND ${PARTICIPANT}) AS participants
  FROM courses c CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE e.role = 'ASSISTANT')::int AS assistants, count(*) FILTER (WHERE e.role = 'INSTRUCTOR')::int AS instructors
    FROM enrolments e WHERE ${OTHER} AND e.removed_at IS NULL
  ) staff
  WHERE c.id = $1`;

type OfferRow = {
  id: string;
  slug: string;
  name: string;
  amountMinor: number;
  currency: string;
  opensAt: Date;
  closesAt: Date;
  frozenAt: Date | null;
  redeemBy: string;
  expiresAt: Date;
  /** Unused codes by the instant at which their batch or the offer expires. */
  expiries: { expiresAt: string; available: number; spare: number }[];
  quarantined: number;
  live: number;
  seen: number;
  redeemed: number;
  othersLive: number;
  othersSeen: number;
  othersRedeemed: number;
  othersRequested: number;
  declined: number;
  pending: number;
  pendingSince: Date | null;
  waiting: number;
  waitingSince: Date | null;
  reported: number;
  reportedSince: Date | null;
  recent: number;
};

const STANDING = "ARRAY['PENDING', 'WAITING', 'FULFILLED', 'DECLINED']::request_state[]";
const LIVE = "a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED')";

// What is counted whole stands in an index of its own; what is joined with people is few, and LIMIT 1, of what there is once at most, keeps the
// planner from joining it with everything instead. $1 course, $2 offer or null.
const OFFERS = `
  SELECT o.id, o.slug, o.name, o.amount_minor AS "amountMinor", o.currency, o.opens_at AS "opensAt", o.closes_at AS "closesAt",
    o.frozen_at AS "frozenAt", o.redeem_by::text AS "redeemBy", x.expires_at AS "expiresAt",
    coalesce((
      SELECT json_agg(json_build_object('expiresAt', g.until, 'available', g.available, 'spare', g.spare) ORDER BY g.until) FROM (
        SELECT least(b.expires_at, x.expires_at) AS until,
          sum((SELECT count(*) FROM codes k WHERE k.batch_id = b.id AND k.state = 'AVAILABLE')) AS available,
          sum((SELECT count(*) FROM codes k WHERE k.offer_id = o.id AND k.batch_id = b.id AND k.state = 'SPARE')) AS spare
        FROM batches b WHERE b.offer_id = o.id GROUP BY 1
      ) g
    ), '[]') AS expiries,
    (SELECT count(*)::int FROM codes k WHERE k.offer_id = o.id AND k.state = 'QUARANTINED') AS quarantined,
    count_live_allocations(o.id) AS live,
    seen.*, others.*, asked.*, requests.*, lately.*, reports.*
  FROM offers o
  JOIN courses c ON c.id = o.course_id
  CROSS JOIN LATERAL (SELECT (o.redeem_by + 1)::timestamp AT TIME ZONE c.time_zone AS expires_at) x
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS seen, count(*) FILTER (WHERE a.state = 'REDEEMED')::int AS redeemed
    FROM allocations a WHERE a.offer_id = o.id AND a.state IN ('REVEALED', 'REDEEMED', 'REPORTED')
  ) seen
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "othersLive", count(*) FILTER (WHERE a.state <> 'ALLOCATED')::int AS "othersSeen",
      count(*) FILTER (WHERE a.state = 'REDEEMED')::int AS "othersRedeemed"
    FROM enrolments e CROSS JOIN LATERAL (
      SELECT a.state FROM allocations a WHERE a.offer_id = o.id AND a.enrolment_id = e.id AND ${LIVE} LIMIT 1
    ) a WHERE ${OTHER}
  ) others
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "othersRequested"
    FROM enrolments e CROSS JOIN LATERAL (
      SELECT 1 FROM requests r WHERE r.offer_id = o.id AND r.enrolment_id = e.id AND r.state <> 'CANCELLED' AND NOT r.by_hand LIMIT 1
    ) r WHERE ${OTHER}
  ) asked
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.state = 'DECLINED')::int AS declined,
      count(*) FILTER (WHERE r.state = 'PENDING')::int AS pending, min(r.created_at) FILTER (WHERE r.state = 'PENDING') AS "pendingSince",
      count(*) FILTER (WHERE r.state = 'WAITING')::int AS waiting, min(r.created_at) FILTER (WHERE r.state = 'WAITING') AS "waitingSince"
    FROM requests r JOIN enrolments e ON e.id = r.enrolment_id AND ${PARTICIPANT}
    WHERE r.offer_id = o.id AND r.state IN ('PENDING', 'WAITING', 'DECLINED')
  ) requests
  CROSS JOIN LATERAL (
    SELECT (
      (SELECT count(*) FROM requests r
        WHERE r.offer_id = o.id AND r.state IN ('PENDING', 'WAITING', 'FULFILLED') AND r.created_at > now() - interval '${RATE_DAYS} days')
      - (SELECT count(*) FROM requests r
        WHERE r.offer_id = o.id AND r.by_hand AND r.state <> 'CANCELLED' AND r.created_at > now() - interval '${RATE_DAYS} days')
    )::int AS recent
  ) lately
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS reported, min(a.reported_at) AS "reportedSince"
    FROM allocations a JOIN enrolments e ON e.id = a.enrolment_id AND ${PARTICIPANT} WHERE a.offer_id = o.id AND a.state = 'REPORTED'
  ) reports
  WHERE o.course_id = $1 AND ($2::uuid IS NULL OR o.id = $2)
  ORDER BY x.expires_at <= now(), o.closes_at, o.name`;

type DayRow = { offerId: string; day: string; count: number };

// Each day by its own stretch of the index, from its first instant to the next day's in the course's zone: to convert the instant of each request
// into a day instead takes a million of them a second. What was given by hand nobody asked for: few, and in an index of their own. $1 course, $2 offer or null, $3 zone.
const DAYS = `
  SELECT o.id AS "offerId", d.day::date::text AS day, n.count
  FROM offers o
  CROSS JOIN LATERAL (
    SELECT min((SELECT min(r.created_at) FROM requests r WHERE r.offer_id = o.id AND r.state = s.state)) AS first
    FROM unnest(${STANDING}) AS s (state)
  ) f
  CROSS JOIN LATERAL generate_series(
    (f.first AT TIME ZONE $3)::date::timestamp, (now() AT TIME ZONE $3)::date::timestamp, interval '1 day') AS d (day)
  CROSS JOIN LATERAL (
    SELECT (
      (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = ANY (${STANDING})
        AND r.created_at >= d.day AT TIME ZONE $3 AND r.created_at < (d.day + interval '1 day') AT TIME ZONE $3)
      - (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.by_hand AND r.state <> 'CANCELLED'
        AND r.created_at >= d.day AT TIME ZONE $3 AND r.created_at < (d.day + interval '1 day') AT TIME ZONE $3)
    )::int AS count
  ) n
  WHERE o.course_id = $1 AND ($2::uuid IS NULL OR o.id = $2) AND n.count > 0`;

function placeCourse({ startsOn, endsOn, participants, assistants, instructors, ...row }: CourseRow): DeskCourse {
  const size = { PARTICIPANT: participants, ASSISTANT: assistants, INSTRUCTOR: instructors };
  return { ...row, startsOn: new Date(startsOn), endsOn: new Date(endsOn), size };
}

function placeOffer(row: OfferRow, course: DeskCourse, days: DayRow[]): Omit<OfferAtGlance, "bars"> {
  const { slug, name, amountMinor, currency, opensAt, closesAt, expiresAt, frozenAt, quarantined, declined } = row;
  const { now, size } = course;
  const expiries = row.expiries.map(({ expiresAt, available, spare }) => ({
    expiresAt: new Date(expiresAt),
    available,
    spare,
  }));
  const standing = expiries.filter(({ expiresAt }) => expiresAt > now);
  const sum = <Row>(rows: Row[], of: (row: Row) => number) => rows.reduce((total, one) => total + of(one), 0);
  return {
    slug,
    name,
    amountMinor,
    currency,
    redeemBy: new Date(row.redeemBy),
    opensAt,
    closesAt,
    expiresAt,
    frozenAt,
    state: offerState(row, course),
    available: sum(expiresAt > now ? standing : expiries, ({ available }) => available),
    spare: sum(expiries, ({ spare }) => spare),
    quarantined,
    given: row.live,
    funnel: {
      enrolled: size.PARTICIPANT,
      requested: sum(days, ({ count }) => count) - row.othersRequested,
      allocated: row.live - row.othersLive,
      revealed: row.seen - row.othersSeen,
      redeemed: row.redeemed - row.othersRedeemed,
    },
    declined,
    pending: { count: row.pending, since: row.pendingSince },
    waiting: { count: row.waiting, since: row.waitingSince },
    reported: { count: row.reported, since: row.reportedSince },
    recent: row.recent,
    expiries: standing
      .map(({ expiresAt, available, spare }) => ({ expiresAt, unused: available + spare }))
      .filter(({ unused }) => unused > 0),
  };
}

function sumByDay(rows: DayRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { day, count } of rows) {
    counts.set(day, (counts.get(day) ?? 0) + count);
  }
  return counts;
}
