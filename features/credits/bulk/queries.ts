import type { OfferInstructor, OfferStaff } from "@/features/courses/access";
import { type OfferHead, readOfferHead } from "@/features/credits/allocations/queries";
import { countMatching, listMatching } from "@/features/credits/decisions/queries";
import { findPage } from "@/features/credits/selections/queries";
import { COUNT_LIMIT, STATES } from "@/features/credits/selections/rules";
import { judgeJobs, type Trouble } from "@/lib/job-trouble";
import type { Database, Prisma } from "@/server/db";
import { hasLiveJob, readJobs } from "@/server/jobs";
import { BULK_TASK, type BulkActName, NAMES_SHOWN, type Refused, type Selection, type StoppedAct } from "./rules";

type Asked = { pool: Database["pool"]; proof: Pick<OfferInstructor, "courseId" | "offerId"> };

const CHUNK = 2_000;

// Participants without a live allocation. $1 course, $2 offer, $3 what a word of the name or the address begins with, folded by the query.
const WITHOUT = `
  FROM enrolments e
  WHERE e.course_id = $1 AND e.role = 'PARTICIPANT' AND e.removed_at IS NULL
    AND ($3 = '' OR starts_with(fold_name(e.name), fold_name($3)) OR starts_with(after_first_word(fold_name(e.name)), fold_name($3))
      OR starts_with(last_word(fold_name(e.name)), fold_name($3)) OR starts_with(lower(e.email), fold_name($3)))
    AND NOT EXISTS (SELECT FROM allocations a WHERE a.offer_id = $2 AND a.enrolment_id = e.id
      AND a.state IN ('ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED'))`;

// Of those: what an instructor has decided against them before. Whoever was declined or revoked gets a code again only if chosen one by one.
const REFUSED = `CASE
    WHEN EXISTS (SELECT FROM requests r WHERE r.offer_id = $2 AND r.enrolment_id = e.id AND r.state = 'DECLINED') THEN 'declined'
    WHEN EXISTS (SELECT FROM allocations a WHERE a.offer_id = $2 AND a.enrolment_id = e.id AND a.state = 'REVOKED') THEN 'revoked'
  END`;
const ALL = `${WITHOUT} AND ${REFUSED} IS NULL`;

export type PersonRow = { id: string; name: string; email: string; refused?: Refused | null };

export type WithoutView = OfferHead & {
  available: number;
  /** How many people have no code and match the search; counting stops one after COUNT_LIMIT. */
  matching: number;
  /** How many of them were declined or revoked before, so that "all" leaves them out. */
  refused: number;
  /** How many "all" means, by the same count. */
  all: number;
  people: PersonRow[];
};

const PAGE = 100;

/** People who have no code of the offer, by name: the first hundred that match. */
export async function listWithout({
  pool,
  proof,
  q,
}: {
  pool: Database["pool"];
  proof: OfferInstructor;
  q: string;
}): Promise<WithoutView | null> {
  const values = [proof.courseId, proof.offerId, q];
  const [head, pooled, counted, people] = await Promise.all([
    readOfferHead({ pool, proof }),
    countAvailable({ pool, proof }),
    pool.query<{ count: number; refused: number }>(
      `SELECT count(*)::int AS count, count(refused)::int AS refused
       FROM (SELECT ${REFUSED} AS refused ${WITHOUT} LIMIT ${COUNT_LIMIT + 1}) x`,
      values,
    ),
    pool.query<PersonRow>(
      `SELECT e.id, e.name, e.email, ${REFUSED} AS refused ${WITHOUT} ORDER BY (fold_name(e.name) COLLATE "C"), e.id LIMIT ${PAGE}`,
      values,
    ),
  ]);
  const { count: matching = 0, refused = 0 } = counted.rows[0] ?? {};
  const all = matching > COUNT_LIMIT ? matching : matching - refused;
  return head && { ...head, available: pooled, matching, refused, all, people: people.rows };
}

async function countAvailable({ pool, proof }: Asked): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM batches b JOIN codes c ON c.batch_id = b.id AND c.state = 'AVAILABLE'
     WHERE b.offer_id = $1 AND (b.expires_at IS NULL OR b.expires_at > now())`,
    [proof.offerId],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Who of a selection has no code and gets none from as many codes as there are, in the order in which codes are given: by the age of their places on
 * the roster. `from` codes are passed over; 0 lists all who have none now. The first `limit`, and how many there are.
 */
export async function listGoingWithout({
  pool,
  proof,
  selection,
  from,
  limit = NAMES_SHOWN,
}: Asked & { selection: Selection; from: number; limit?: number }): Promise<{ people: PersonRow[]; count: number }> {
  if (selection.kind !== "ids" && selection.kind !== "people") return { people: [], count: 0 };
  const ids = selection.kind === "ids" ? selection.ids : null;
  const { rows } = await pool.query<PersonRow & { whole: number }>(
    `SELECT x.id, x.name, x.email, x.whole FROM (
       SELECT e.id, e.name, e.email, count(*) OVER ()::int AS whole, row_number() OVER (ORDER BY e.id) AS place
       ${ids ? WITHOUT : ALL} AND ($4::uuid[] IS NULL OR e.id = ANY ($4))) x
     WHERE x.place > $5 ORDER BY x.place LIMIT $6`,
    [proof.courseId, proof.offerId, selection.kind === "people" ? selection.q : "", ids, from, limit],
  );
  const people = rows.map(({ whole: _, ...person }) => person);
  return { people, count: Math.max(0, (rows[0]?.whole ?? 0) - from) };
}

/** The people of these identifiers who are on the course's roster. */
export async function readPeople({ pool, proof, ids }: Asked & { ids: string[] }): Promise<PersonRow[]> {
  const { rows } = await pool.query<PersonRow>(
    `SELECT e.id, e.name, e.email, ${REFUSED} AS refused FROM enrolments e
     WHERE e.course_id = $1 AND e.id = ANY ($3::uuid[]) ORDER BY (fold_name(e.name) COLLATE "C"), e.id`,
    [proof.courseId, proof.offerId, ids],
  );
  return rows;
}

/** How many a selection has now; null for a search over many allocations, which is not counted beforehand. */
export async function countSelection({
  pool,
  proof,
  selection,
}: Asked & { selection: Selection }): Promise<number | null> {
  switch (selection.kind) {
    case "ids":
      return selection.ids.length;
    case "people": {
      const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count ${ALL}`, [
        proof.courseId,
        proof.offerId,
        selection.q,
      ]);
      return rows[0]?.count ?? 0;
    }
    case "allocations": {
      if (selection.q !== "") return null;
      const { rows } = await pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM batches b JOIN allocations a ON a.batch_id = b.id
         WHERE b.offer_id = $1 AND a.state = ANY ($2::allocation_state[]) AND ($3::uuid IS NULL OR b.id = $3)`,
        [proof.offerId, selection.state ? [selection.state] : STATES, selection.batch],
      );
      return rows[0]?.count ?? 0;
    }
    case "requests":
      return countMatching({ pool, proof, selection });
  }
}

/** A bulk act that is not through; `reached` is what it did last. */
export type RunningAct = {
  id: string;
  courseId: string;
  offerId: string;
  act: BulkActName;
  selection: Selection;
  reached: string | null;
  createdBy: string | null;
};

/** What comes after where a bulk act has got to, in the selection's order; empty when it is through. */
export async function listNext({ pool, running }: { pool: Database["pool"]; running: RunningAct }): Promise<string[]> {
  const { selection, reached, ...proof } = running;
  switch (selection.kind) {
    case "ids":
      return selection.ids.toSorted().filter((id) => reached === null || id > reached);
    case "people": {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT e.id ${ALL} AND ($4::uuid IS NULL OR e.id > $4) ORDER BY e.id LIMIT ${CHUNK}`,
        [proof.courseId, proof.offerId, selection.q, reached],
      );
      return rows.map(({ id }) => id);
    }
    case "allocations": {
      const { ids } = await findPage({
        pool,
        proof,
        wish: {
          filter: selection,
          sort: "oldest",
          place: reached === null ? { kind: "first" } : { kind: "after", id: reached },
        },
        few: false,
        size: CHUNK,
      });
      return ids;
    }
    case "requests":
      return listMatching({ pool, proof, selection, after: reached, size: CHUNK });
  }
}

export type BulkActView = OfferHead & {
  act: BulkActName;
  total: number | null;
  done: number;
  counts: Record<string, number>;
  finishedAt: Date | null;
  /** Of a giving that is through: who of those selected has no code now. */
  without: { people: PersonRow[]; count: number };
};

/** How far a bulk act is; null when it is none of this offer's. */
export async function readBulkAct({
  pool,
  proof,
  bulkActId,
}: {
  pool: Database["pool"];
  proof: OfferStaff;
  bulkActId: string;
}): Promise<BulkActView | null> {
  const [head, { rows }] = await Promise.all([
    readOfferHead({ pool, proof }),
    pool.query<Omit<BulkActView, keyof OfferHead | "without"> & { selection: Selection }>(
      `SELECT act, selection, total, done, counts, finished_at AS "finishedAt" FROM bulk_acts WHERE id = $1 AND offer_id = $2`,
      [bulkActId, proof.offerId],
    ),
  ]);
  const [row] = rows;
  if (!head || !row) return null;
  const { selection, ...shown } = row;
  const without =
    row.act === "give" && row.finishedAt
      ? await listGoingWithout({ pool, proof, selection, from: 0 })
      : { people: [], count: 0 };
  return { ...head, ...shown, without };
}

/** Why nothing goes on with a bulk act that is not through; null when nothing is wrong. */
export async function readBulkTrouble({
  prisma,
  bulkActId,
}: {
  prisma: Prisma;
  bulkActId: string;
}): Promise<Trouble | null> {
  const trouble = judgeJobs(await readJobs(prisma, { task: BULK_TASK, key: "bulkActId", value: bulkActId }));
  if (!trouble) return null;
  // With the last of an act its job goes, too.
  return (await prisma.bulkAct.count({ where: { id: bulkActId, finishedAt: null } })) > 0 ? trouble : null;
}

const STOPPED = `
  SELECT b.id, b.act, o.slug, o.name AS offer, b.done, b.total, b.created_at AS since FROM bulk_acts b JOIN offers o ON o.id = b.offer_id
  WHERE o.course_id = $1 AND b.finished_at IS NULL AND NOT ${hasLiveJob({ task: BULK_TASK, key: "bulkActId", value: "b.id::text" })}
  ORDER BY b.id DESC LIMIT 5`;

/** The latest of a course whose jobs were given up or are gone, five at most. */
export async function listStoppedActs({
  pool,
  courseId,
}: {
  pool: Database["pool"];
  courseId: string;
}): Promise<StoppedAct[]> {
  return (await pool.query<StoppedAct>(STOPPED, [courseId])).rows;
}
