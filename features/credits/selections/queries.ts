import type { OfferStaff } from "@/features/courses/access";
import type { AllocationState } from "@/features/credits/rules";
import { turnName } from "@/features/roster/rules";
import type { Database } from "@/server/db";
import { COUNT_LIMIT, type Place, STATES, type TableFilter, type TableWish } from "./rules";

type Asked = { pool: Database["pool"]; proof: Pick<OfferStaff, "courseId" | "offerId"> };

/** A page of identifiers in their order, and whether there are others before and after it. */
export type Page = { ids: string[]; hasPrevious: boolean; hasNext: boolean };

/** How many allocations an offer has in each state; counting stops one after COUNT_LIMIT. `batch` narrows it to one batch. */
export async function countStates({
  pool,
  proof,
  batch,
}: Asked & { batch: string | null }): Promise<Record<AllocationState, number>> {
  const { rows } = await pool.query<{ state: AllocationState; count: number }>(
    `SELECT s.state, (SELECT count(*)::int FROM (
         SELECT FROM batches b JOIN allocations a ON a.batch_id = b.id AND a.state = s.state
         WHERE b.offer_id = $1 AND ($3::uuid IS NULL OR b.id = $3) LIMIT $4) x) AS count
     FROM unnest($2::allocation_state[]) AS s (state)`,
    [proof.offerId, STATES, batch, COUNT_LIMIT + 1],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count])) as Record<AllocationState, number>;
}

/**
 * The page that is wished for, by key: whatever its place in a list of a million, PostgreSQL reads about as many rows as the page has.
 * `few` says that state and batch leave at most COUNT_LIMIT allocations: then these are read and judged, and otherwise the index of
 * names or addresses is walked until the page is full.
 */
export async function findPage({
  wish: { filter, sort, place },
  few,
  size,
  ...asked
}: Asked & { wish: TableWish; few: boolean; size: number }): Promise<Page> {
  const forward = place.kind === "first" || place.kind === "after";
  const parameters = [asked.proof.offerId, filter.state ? [filter.state] : STATES, filter.batch];
  const find = filter.q !== "" || sort === "name" ? findByName : sort === "state" ? findByState : findByTime;
  const ids = await find({ ...asked, parameters, filter, place, few, limit: size + 1, sort, forward });
  const more = ids.length > size;
  const page = ids.slice(0, size);
  return forward
    ? { ids: page, hasPrevious: place.kind === "after", hasNext: more }
    : { ids: page.reverse(), hasPrevious: more, hasNext: place.kind === "before" };
}

type Search = Asked & {
  parameters: unknown[];
  filter: TableFilter;
  place: Place;
  few: boolean;
  limit: number;
  sort: TableWish["sort"];
  forward: boolean;
};

// Identifiers are ordered by time (UUIDv7). Each pair of batch and state is read from the key on, and the few heads are merged.
const chosen = (more: string, order: string, limit: number) => `
  SELECT x.id FROM batches b CROSS JOIN unnest($2::allocation_state[]) AS s (state)
  CROSS JOIN LATERAL (
    SELECT a.id FROM allocations a WHERE a.batch_id = b.id AND a.state = s.state ${more} ORDER BY a.id ${order} LIMIT ${limit}
  ) x
  WHERE b.offer_id = $1 AND ($3::uuid IS NULL OR b.id = $3)`;

async function findByTime({ pool, parameters, place, limit, sort, forward }: Search): Promise<string[]> {
  const descending = (sort !== "oldest") === forward;
  const order = descending ? "DESC" : "ASC";
  const key = "id" in place ? [place.id] : [];
  const { rows } = await pool.query<{ id: string }>(
    `${chosen(key.length > 0 ? `AND a.id ${descending ? "<" : ">"} $4::uuid` : "", order, limit)} ORDER BY x.id ${order} LIMIT ${limit}`,
    [...parameters, ...key],
  );
  return rows.map(({ id }) => id);
}

const [LEAST, MOST] = ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"];

// A state after the other, each as above; the states before the key's are passed over, and its own is read from the key on.
async function findByState({ pool, parameters, filter, place, limit, forward }: Search): Promise<string[]> {
  const states = filter.state ? [filter.state] : forward ? [...STATES] : STATES.toReversed();
  const reached = "id" in place && place.state ? states.indexOf(place.state) : -1;
  const [order, sign, end] = forward ? ["DESC", "<", MOST] : ["ASC", ">", LEAST];
  const left = states.slice(Math.max(reached, 0));
  const bounds = left.map((_, index) => (index === 0 && reached >= 0 && "id" in place ? place.id : end));
  const { rows } = await pool.query<{ id: string }>(
    `SELECT y.id FROM unnest($2::allocation_state[], $4::uuid[]) WITH ORDINALITY AS s (state, bound, rank)
     CROSS JOIN LATERAL (
       SELECT x.id FROM batches b CROSS JOIN LATERAL (
         SELECT a.id FROM allocations a WHERE a.batch_id = b.id AND a.state = s.state AND a.id ${sign} s.bound
         ORDER BY a.id ${order} LIMIT ${limit}
       ) x
       WHERE b.offer_id = $1 AND ($3::uuid IS NULL OR b.id = $3) ORDER BY x.id ${order} LIMIT ${limit}
     ) y ORDER BY s.rank, y.id ${order} LIMIT ${limit}`,
    [parameters[0], left, parameters[2], bounds],
  );
  return rows.map(({ id }) => id);
}

const NAME = `(fold_name(e.name) COLLATE "C")`;
// Where a person may be found, in the order of the answer: by the first, the second or the last word of the name, by the address, or by the
// name when it was asked for with the family name first.
const BRANCHES = [
  { column: NAME, by: "q" },
  { column: `(after_first_word(fold_name(e.name)) COLLATE "C")`, by: "q" },
  { column: `(last_word(fold_name(e.name)) COLLATE "C")`, by: "q" },
  { column: `(lower(e.email) COLLATE "C")`, by: "q" },
  { column: NAME, by: "turned" },
] as const;
type Words = Record<(typeof BRANCHES)[number]["by"], string>;

/** Those to look in: without words, one is enough for the order of names. */
function branchesOf(words: Words) {
  return words.q === "" ? BRANCHES.slice(0, 1) : BRANCHES.filter(({ by }) => words[by] !== "");
}

// What a person holds or held: two small indexes, one of live allocations and one of those that have ended.
const held = (states: string) => `
  SELECT l.id FROM allocations l WHERE l.offer_id = $1 AND l.enrolment_id = e.id AND l.state IN (${states})
    AND l.state = ANY ($2::allocation_state[]) AND ($3::uuid IS NULL OR l.batch_id = $3)`;
const HELD = `${held("'ALLOCATED', 'REVEALED', 'REDEEMED', 'REPORTED'")} UNION ALL ${held("'REPLACED', 'REVOKED', 'RELEASED'")}`;

// A few allocations with their people, each looked up by its identifier. Fences keep PostgreSQL from beginning with everybody on this server
// who bears such a name: it takes a small offer's few for many, and then a common name of a large course costs seconds in a course of thirty.
const FEW = `WITH few AS MATERIALIZED (
  SELECT c.id AS allocation, e.* FROM (${chosen("", "ASC", COUNT_LIMIT)}) c CROSS JOIN LATERAL (
    SELECT e.id, e.name, e.email FROM allocations a JOIN enrolments e ON e.id = a.enrolment_id WHERE a.id = c.id OFFSET 0
  ) e)`;

async function findByName({ pool, proof, parameters, filter, place, few, limit, forward }: Search): Promise<string[]> {
  const words = { q: await fold(pool, filter.q), turned: await fold(pool, turnName(filter.q) ?? "") };
  const key = "id" in place ? await readKey({ pool, proof, words, id: place.id }) : null;
  const [order, sign] = forward ? ["ASC", ">"] : ["DESC", "<"];
  const values = [...parameters];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const source = few
    ? "few e CROSS JOIN LATERAL (SELECT e.allocation AS id) a WHERE true"
    : `enrolments e CROSS JOIN LATERAL (${HELD}) a WHERE e.course_id = ${bind(proof.courseId)}`;
  // Backwards from a key, the branches behind its own are done with; PostgreSQL refuses parameters that nothing asks for.
  const left = branchesOf(words).slice(0, key && !forward ? key.branch + 1 : undefined);
  const branches = left.map(({ column, by }) => ({
    column,
    // What begins with some words comes, byte by byte, before these words with the last character there is.
    begins: `(${column} >= ${bind(words[by])} AND ${column} < ${bind(`${words[by]}\u{10FFFF}`)})`,
  }));
  const [text, enrolment, allocation] = key ? [key.text, key.enrolment, key.id].map(bind) : [];
  const parts = branches.flatMap(({ column, begins }, index) => {
    if (key && forward && index < key.branch) {
      return [];
    }
    const conditions = [
      begins,
      // Nobody is found twice: each branch passes over what those before it have found.
      ...branches.slice(0, index).map((other) => `${other.begins} IS NOT TRUE`),
      ...(key?.branch === index
        ? [
            `(${column}, e.id) ${sign}= (${text}, ${enrolment}::uuid)`,
            `(${column}, e.id, a.id) ${sign} (${text}, ${enrolment}::uuid, ${allocation}::uuid)`,
          ]
        : []),
    ];
    return `(SELECT ${index} AS branch, ${column} AS text, e.id AS enrolment, a.id FROM ${source} AND ${conditions.join(" AND ")}
      ORDER BY 2 ${order}, 3 ${order}, 4 ${order} LIMIT ${limit})`;
  });
  const { rows } = await pool.query<{ id: string }>(
    `${few ? FEW : ""} SELECT id FROM (${parts.join(" UNION ALL ")}) x
     ORDER BY branch ${order}, text COLLATE "C" ${order}, enrolment ${order}, id ${order} LIMIT ${limit}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** A name as the indexes have it: without accents, in small letters. */
async function fold(pool: Database["pool"], text: string): Promise<string> {
  const { rows } = await pool.query<{ folded: string }>("SELECT fold_name($1) AS folded", [text]);
  return rows[0]?.folded ?? "";
}

/** Where an allocation stands in the order of names. Null when it is none of this offer's, or its person is not found by these words any more. */
async function readKey({ pool, proof, words, id }: Asked & { words: Words; id: string }) {
  const branches = branchesOf(words);
  const { rows } = await pool.query<{ texts: (string | null)[]; enrolment: string }>(
    `SELECT ARRAY[${branches.map(({ column }) => column).join(", ")}] AS texts, e.id AS enrolment
     FROM allocations a JOIN enrolments e ON e.id = a.enrolment_id WHERE a.id = $1 AND a.offer_id = $2`,
    [id, proof.offerId],
  );
  const [row] = rows;
  const branch = branches.findIndex(({ by }, index) => row?.texts[index]?.startsWith(words[by]));
  const text = row?.texts[branch];
  return row && text != null ? { branch, text, enrolment: row.enrolment, id } : null;
}
