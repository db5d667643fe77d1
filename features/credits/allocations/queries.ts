import type { OfferStaff } from "@/features/courses/access";
import type { AllocationState } from "@/features/credits/rules";
import { countStates, findPage } from "@/features/credits/selections/queries";
import { COUNT_LIMIT, type Key, STATES, type TableWish } from "@/features/credits/selections/rules";
import type { Database } from "@/server/db";

/** An allocation for the offer's staff. Never the code: seeing one is an act of its own. */
export type AllocationRow = {
  id: string;
  name: string;
  email: string;
  /** The enrolment of whom a letter may go to: null for who has left. */
  writeTo: string | null;
  state: AllocationState;
  allocatedAt: Date;
  revealedAt: Date | null;
  /** Given before the backup that the offer was last restored from. */
  isOfBackup: boolean;
  redeemedAt: Date | null;
  reportedAt: Date | null;
  /** The slug of one of the guide's problems. */
  reportCause: string | null;
  acknowledgedAt: Date | null;
  /** Name of the file that the code came in with. */
  batch: string;
};

/** What every page about an offer's allocations says of the course and the offer. */
export type OfferHead = {
  course: { slug: string; title: string; timeZone: string };
  offer: { name: string; guide: string };
};

export type AllocationsView = OfferHead & {
  /** Numbers stop one after COUNT_LIMIT. */
  counts: Record<AllocationState, number> & { available: number; spare: number; quarantined: number };
  /** Allocations that match state and batch; null where a search narrows them further. */
  matching: number | null;
  /** Codes that their owners say do not work, who reported first is first; at most 100, and only on the first page of the bare table. */
  reported: AllocationRow[];
  batches: { id: string; fileName: string; createdAt: Date }[];
  rows: AllocationRow[];
  /** The keys of the pages before and after; null where there is none. */
  previous: Key | null;
  next: Key | null;
};

type Asked = { pool: Database["pool"]; proof: OfferStaff };

const PAGE = 100;

/** A page of the table of allocations, as it is wished for. Reads about as much of a million allocations as of a thousand. */
export async function listAllocations({
  pool,
  proof,
  wish,
}: Asked & { wish: TableWish }): Promise<AllocationsView | null> {
  const { filter } = wish;
  const [head, states, codes, batches, inBatch] = await Promise.all([
    readOfferHead({ pool, proof }),
    countStates({ pool, proof, batch: null }),
    countCodes({ pool, proof }),
    listBatchNames({ pool, proof }),
    filter.batch ? countStates({ pool, proof, batch: filter.batch }) : null,
  ]);
  const counted = inBatch ?? states;
  const matching = filter.state ? counted[filter.state] : STATES.reduce((sum, state) => sum + counted[state], 0);
  const page = await findPage({ pool, proof, wish, few: matching <= COUNT_LIMIT, size: PAGE });
  const isBare = filter.q === "" && !filter.state && !filter.batch && wish.place.kind === "first";
  const [rows, reported] = await Promise.all([
    readRows({ pool, proof, ids: page.ids }),
    isBare && states.REPORTED > 0 ? listReported({ pool, proof }) : [],
  ]);
  return (
    head && {
      ...head,
      counts: { ...states, ...codes, quarantined: states.REPORTED + states.REPLACED + states.REVOKED },
      matching: filter.q === "" ? matching : null,
      reported,
      batches,
      rows,
      previous: page.hasPrevious ? keyOf(rows[0]) : null,
      next: page.hasNext ? keyOf(rows.at(-1)) : null,
    }
  );
}

const keyOf = (row?: AllocationRow) => (row ? { id: row.id, state: row.state } : null);

/** Course and offer, as the pages about its allocations name them. */
export async function readOfferHead({ pool, proof }: Asked): Promise<OfferHead | null> {
  const { rows } = await pool.query<{ slug: string; title: string; name: string; guide: string }>(
    `SELECT c.slug, c.title, o.name, o.guide FROM offers o JOIN courses c ON c.id = o.course_id WHERE o.id = $1`,
    [proof.offerId],
  );
  return rows[0]
    ? {
        course: { slug: rows[0].slug, title: rows[0].title, timeZone: proof.timeZone },
        offer: { name: rows[0].name, guide: rows[0].guide },
      }
    : null;
}

export type ActView = OfferHead & { available: number; spare: number; allocation: AllocationRow | null };

/** What has to be known before something is done with an allocation. */
export async function readAllocation({
  pool,
  proof,
  allocationId,
}: Asked & { allocationId: string | undefined }): Promise<ActView | null> {
  const [head, counts, [allocation]] = await Promise.all([
    readOfferHead({ pool, proof }),
    countCodes({ pool, proof }),
    allocationId ? readRows({ pool, proof, ids: [allocationId] }) : [],
  ]);
  return head && { ...head, ...counts, allocation: allocation ?? null };
}

/** Codes that can be given now, and those kept aside. Counting stops one after COUNT_LIMIT. */
async function countCodes({ pool, proof }: Asked): Promise<{ available: number; spare: number }> {
  const { rows } = await pool.query<{ available: number; spare: number }>(
    `SELECT (SELECT count(*)::int FROM (
         SELECT FROM batches b JOIN codes c ON c.batch_id = b.id AND c.state = 'AVAILABLE'
         WHERE b.offer_id = $1 AND (b.expires_at IS NULL OR b.expires_at > now()) LIMIT $2) x) AS available,
       (SELECT count(*)::int FROM (SELECT FROM codes c WHERE c.offer_id = $1 AND c.state = 'SPARE' LIMIT $2) x) AS spare`,
    [proof.offerId, COUNT_LIMIT + 1],
  );
  return rows[0] ?? { available: 0, spare: 0 };
}

async function listBatchNames({ pool, proof }: Asked): Promise<AllocationsView["batches"]> {
  const { rows } = await pool.query<AllocationsView["batches"][number]>(
    `SELECT id, file_name AS "fileName", created_at AS "createdAt" FROM batches WHERE offer_id = $1
     ORDER BY created_at DESC, id DESC LIMIT 200`,
    [proof.offerId],
  );
  return rows;
}

async function listReported({ pool, proof }: Asked): Promise<AllocationRow[]> {
  const { ids } = await findPage({
    pool,
    proof,
    wish: { filter: { q: "", state: "REPORTED", batch: null }, sort: "oldest", place: { kind: "first" } },
    few: true,
    size: PAGE,
  });
  const rows = await readRows({ pool, proof, ids });
  return rows.sort((one, other) => Number(one.reportedAt) - Number(other.reportedAt));
}

/** The rows of those of these allocations that are the offer's, in this order. */
export async function readRows({ pool, proof, ids }: Asked & { ids: string[] }): Promise<AllocationRow[]> {
  const { rows } = await pool.query<AllocationRow>(
    `SELECT a.id, e.name, e.email, CASE WHEN e.removed_at IS NULL AND e.scrubbed_at IS NULL THEN e.id END AS "writeTo", a.state,
       a.allocated_at AS "allocatedAt", a.revealed_at AS "revealedAt", coalesce(a.allocated_at <= o.restored_to, false) AS "isOfBackup",
       a.redeemed_at AS "redeemedAt", a.reported_at AS "reportedAt", a.report_cause AS "reportCause",
       k.acknowledged_at AS "acknowledgedAt", coalesce(b.file_name, '') AS batch
     FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, number)
     JOIN allocations a ON a.id = i.id JOIN enrolments e ON e.id = a.enrolment_id
     JOIN offers o ON o.id = a.offer_id
     LEFT JOIN batches b ON b.id = a.batch_id
     LEFT JOIN acknowledgements k ON k.offer_id = a.offer_id AND k.enrolment_id = a.enrolment_id
     WHERE a.offer_id = $2 ORDER BY i.number`,
    [ids, proof.offerId],
  );
  return rows;
}

/**
 * The allocation of a code that somebody pasted, by its keyed fingerprint: the one that holds for it, or the last that did. `known` tells
 * whether the offer has the code at all.
 */
export async function findByFingerprint({
  pool,
  proof,
  fingerprint,
}: Asked & { fingerprint: Buffer }): Promise<{ known: boolean; allocationId: string | null }> {
  const { rows } = await pool.query<{ id: string | null }>(
    // Two steps, each by an index: what has not been released is unique for its code, and of a batch little was released.
    `SELECT coalesce(
         (SELECT a.id FROM allocations a WHERE a.code_id = c.id AND a.state <> 'RELEASED'),
         (SELECT a.id FROM allocations a WHERE a.batch_id = c.batch_id AND a.state = 'RELEASED' AND a.code_id = c.id ORDER BY a.id DESC LIMIT 1)
       ) AS id
     FROM codes c WHERE c.fingerprint = $2 AND c.offer_id = $1`,
    [proof.offerId, fingerprint],
  );
  return { known: rows.length > 0, allocationId: rows[0]?.id ?? null };
}
