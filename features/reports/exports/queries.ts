import pg from "pg";
import type { CodeDisclosure, CourseStaff, OfferStaff } from "@/features/courses/access";
import { minorDigits } from "@/lib/money";
import { type CsvCell, FORMULA_SIGNS, writeCsv } from "@/lib/tables/write-csv";
import type { Database } from "@/server/db";
import { type KeyRing, openText } from "@/server/key-ring";
import type { Snapshot } from "@/server/snapshot";
import type { List } from "./rules";

/** A column of a list: its heading, and the SQL that makes a text of it. `typed` by people, it may hold a formula. */
export type Column = { header: string; sql: string; typed?: boolean };
/** What is read for a list: columns, and where from, with its literals in place. */
export type ListQuery = { columns: Column[]; from: string; order: string };

/** The offers of a course with the length of their lists, for the page. */
export type ExportCounts = {
  roster: number;
  messages: number;
  offers: { slug: string; name: string; requests: number; allocations: number; codes: number }[];
};

/** How long the lists are now. */
export async function countLists({
  pool,
  proof,
}: {
  pool: Database["pool"];
  proof: CourseStaff;
}): Promise<ExportCounts> {
  const [whole, offers] = await Promise.all([
    pool.query<{ roster: number; messages: number }>(
      `SELECT (SELECT count(*)::int FROM enrolments WHERE course_id = $1) AS roster,
         (SELECT count(*)::int FROM deliveries WHERE course_id = $1) AS messages`,
      [proof.courseId],
    ),
    pool.query<ExportCounts["offers"][number]>(
      `SELECT o.slug, o.name,
         (SELECT count(*)::int FROM requests r WHERE r.offer_id = o.id) AS requests,
         (SELECT count(*)::int FROM allocations a WHERE a.offer_id = o.id) AS allocations,
         (SELECT count(*)::int FROM codes c WHERE c.offer_id = o.id AND c.state <> 'WITHDRAWN') AS codes
       FROM offers o WHERE o.course_id = $1 ORDER BY o.name, o.slug`,
      [proof.courseId],
    ),
  ]);
  const { roster = 0, messages = 0 } = whole.rows[0] ?? {};
  return { roster, messages, offers: offers.rows };
}

/** Where a list comes from. Requests and allocations are of one offer where the proof is; a list that needs one has no rows without. */
export async function describeList({
  snapshot,
  proof,
  list,
}: {
  snapshot: Snapshot;
  proof: CourseStaff | OfferStaff;
  list: List;
}): Promise<ListQuery> {
  const course = pg.escapeLiteral(proof.courseId);
  const offer = "offerId" in proof ? pg.escapeLiteral(proof.offerId) : null;
  switch (list) {
    case "roster":
      return describeRoster(course);
    case "requests":
      return describeRequests(offer ?? "NULL", await listQuestions(snapshot, proof));
    case "allocations":
      return describeAllocations(
        offer ? `a.offer_id = ${offer}` : `o.course_id = ${course}`,
        await listCurrencies(snapshot, proof),
      );
    case "messages":
      return describeMessages(course);
  }
}

/** How many rows a list has in this snapshot. */
export async function countRows({ snapshot, query }: { snapshot: Snapshot; query: ListQuery }): Promise<number> {
  const [row] = await snapshot.ask<{ count: number }>(`SELECT count(*)::int AS count FROM ${query.from}`);
  return row?.count ?? 0;
}

/** The rows of a list as PostgreSQL writes CSV, formulas defused. Without its head. */
export function copyList({ snapshot, query }: { snapshot: Snapshot; query: ListQuery }): AsyncIterable<Uint8Array> {
  const cells = query.columns.map(({ sql, typed }) => (typed ? defuse(sql) : sql)).join(", ");
  return snapshot.copy(
    `COPY (SELECT ${cells} FROM ${query.from} ORDER BY ${query.order}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)`,
  );
}

/** The first rows of a list as they are, a text or null for each cell. For a workbook, whose cells of text are no formulas. */
export async function readList({
  snapshot,
  query,
  limit,
}: {
  snapshot: Snapshot;
  query: ListQuery;
  limit: number;
}): Promise<(string | null)[][]> {
  const cells = query.columns.map(({ sql }) => `(${sql})::text`).join(", ");
  const rows = await snapshot.ask<{ cells: (string | null)[] }>(
    `SELECT ARRAY[${cells}] AS cells FROM ${query.from} ORDER BY ${query.order} LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.cells);
}

/** The SQL of `escape_formulas` in lib/tables/write-csv.ts; a test holds the two together. An empty text is an empty cell. */
export function defuse(sql: string): string {
  const signs = FORMULA_SIGNS.map((sign) => pg.escapeLiteral(sign)).join(", ");
  return `CASE WHEN left(${sql}, 1) IN (${signs}) THEN '''' || (${sql}) ELSE nullif(${sql}, '') END`;
}

/** An instant as ISO 8601 on the clocks of the snapshot's zone, with the offset that held then. */
function time(header: string, column: string): Column {
  return { header, sql: `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')` };
}

const zone: Column = { header: "Time zone", sql: "current_setting('TimeZone')" };
/** The word of a state or role as the screens write it. */
const word = (header: string, column: string): Column => ({ header, sql: `initcap(lower(${column}::text))` });
const typed = (header: string, sql: string): Column => ({ header, sql, typed: true });
const person = [typed("Address", "e.email"), typed("Name", "e.name")];

function describeRoster(course: string): ListQuery {
  return {
    columns: [...person, word("Role", "e.role"), time("Added", "e.created_at"), time("Removed", "e.removed_at"), zone],
    from: `enrolments e WHERE e.course_id = ${course}`,
    order: "e.email",
  };
}

function describeRequests(offer: string, questions: { id: string; text: string }[]): ListQuery {
  return {
    columns: [
      typed("Offer", "o.name"),
      ...person,
      word("State", "r.state"),
      time("Requested", "r.created_at"),
      time("Approved", "r.approved_at"),
      time("Waiting since", "r.waiting_at"),
      time("Fulfilled", "r.fulfilled_at"),
      time("Declined", "r.declined_at"),
      time("Cancelled", "r.cancelled_at"),
      typed("Reason", "r.reason"),
      ...questions.map(({ id, text }) =>
        typed(
          text,
          `(SELECT w.text FROM answers w WHERE w.request_id = r.id AND w.question_id = ${pg.escapeLiteral(id)})`,
        ),
      ),
      zone,
    ],
    from: `requests r JOIN offers o ON o.id = r.offer_id JOIN enrolments e ON e.id = r.enrolment_id WHERE r.offer_id = ${offer}`,
    order: "r.created_at, r.id",
  };
}

async function listQuestions(snapshot: Snapshot, proof: CourseStaff | OfferStaff) {
  // Those taken out of the form as well: their answers are still answers.
  return snapshot.ask<{ id: string; text: string }>(
    "SELECT id, text FROM questions WHERE offer_id = $1 ORDER BY position, id",
    ["offerId" in proof ? proof.offerId : null],
  );
}

function describeAllocations(where: string, currencies: readonly string[]): ListQuery {
  return {
    columns: [
      typed("Offer", "o.name"),
      ...person,
      word("State", "a.state"),
      time("Allocated", "a.allocated_at"),
      time("Revealed", "a.revealed_at"),
      time("Redeemed", "a.redeemed_at"),
      time("Reported", "a.reported_at"),
      typed("What was reported", "a.report_cause"),
      time("Replaced", "a.replaced_at"),
      time("Revoked", "a.revoked_at"),
      time("Released", "a.released_at"),
      time("Acknowledged", "k.acknowledged_at"),
      { header: "Amount", sql: money("coalesce(c.amount_minor, o.amount_minor)", currencies) },
      { header: "Currency", sql: "o.currency" },
      typed("Batch", "b.file_name"),
      zone,
    ],
    from: `allocations a JOIN offers o ON o.id = a.offer_id JOIN enrolments e ON e.id = a.enrolment_id JOIN codes c ON c.id = a.code_id
      JOIN batches b ON b.id = c.batch_id
      LEFT JOIN acknowledgements k ON k.offer_id = a.offer_id AND k.enrolment_id = a.enrolment_id WHERE ${where}`,
    order: "o.name, a.allocated_at, a.id",
  };
}

function describeMessages(course: string): ListQuery {
  return {
    columns: [
      word("Kind", "m.kind"),
      typed("Subject", "m.subject"),
      time("Written", "m.created_at"),
      typed("Address", "d.address"),
      typed("Name", "e.name"),
      word("State", "d.state"),
      time("Queued", "d.queued_at"),
      time("Settled", "d.settled_at"),
      typed("Answer of the mail server", "d.answer"),
      zone,
    ],
    from: `deliveries d JOIN messages m ON m.id = d.message_id JOIN enrolments e ON e.id = d.enrolment_id WHERE d.course_id = ${course}`,
    order: "m.id, d.address",
  };
}

/** An amount in minor units as a plain number with the digits of its currency. */
function money(minor: string, currencies: readonly string[]): string {
  const cases = currencies.map((currency) => {
    const digits = minorDigits(currency);
    return `WHEN ${pg.escapeLiteral(currency)} THEN round((${minor}) / ${10 ** digits}.0, ${digits})`;
  });
  return cases.length > 0 ? `CASE o.currency ${cases.join(" ")} END` : "NULL";
}

/** Headings of the export of codes. */
export const CODE_COLUMNS = [
  "Code",
  "Link",
  "Amount",
  "Currency",
  "State",
  "Address",
  "Name",
  "Allocated",
  "Batch",
  "Batch expires",
  "Time zone",
];

type CodeRow = {
  id: string;
  keyId: string;
  ciphertext: Uint8Array;
  link: Uint8Array | null;
  rest: CsvCell[];
};

const CODES = `FROM codes c JOIN offers o ON o.id = c.offer_id JOIN batches b ON b.id = c.batch_id
  LEFT JOIN allocations a ON a.code_id = c.id AND a.state <> 'RELEASED' LEFT JOIN enrolments e ON e.id = a.enrolment_id
  WHERE c.offer_id = $1 AND c.state <> 'WITHDRAWN'`;

/** How many codes an export of the offer's codes holds. */
export async function countCodes({ snapshot, proof }: { snapshot: Snapshot; proof: CodeDisclosure }): Promise<number> {
  const [row] = await snapshot.ask<{ count: number }>(`SELECT count(*)::int AS count ${CODES}`, [proof.offerId]);
  return row?.count ?? 0;
}

/**
 * The codes of an offer as lines of CSV, each opened in its turn: a thousand at most are in memory at once. `ring` has the code keys. Throws when a row
 * was tampered with.
 */
export async function* openCodes({
  snapshot,
  proof,
  ring,
}: {
  snapshot: Snapshot;
  proof: CodeDisclosure;
  ring: KeyRing;
}): AsyncGenerator<string> {
  const rest = [
    ...[money("coalesce(c.amount_minor, o.amount_minor)", await listCurrencies(snapshot, proof)), "o.currency"],
    ...[`initcap(lower(coalesce(a.state::text, c.state::text)))`, "e.email", "e.name", time("", "a.allocated_at").sql],
    ...["b.file_name", time("", "b.expires_at").sql, zone.sql],
  ].map((sql) => `(${sql})::text`);
  const rows = snapshot.walk<CodeRow>(
    `SELECT c.id, c.key_id AS "keyId", c.ciphertext, c.link_ciphertext AS link, ARRAY[${rest.join(", ")}] AS rest ${CODES} ORDER BY b.created_at, b.id, c.slot`,
    [proof.offerId],
  );
  for await (const some of rows) {
    yield writeCsv(
      some.map(({ id, keyId, ciphertext, link, rest: cells }) => [
        openText({ sealed: ciphertext, keyId, ring, boundTo: id }),
        link && openText({ sealed: link, keyId, ring, boundTo: id }),
        ...cells,
      ]),
    );
  }
}

async function listCurrencies(snapshot: Snapshot, proof: CourseStaff): Promise<string[]> {
  const rows = await snapshot.ask<{ currency: string }>("SELECT DISTINCT currency FROM offers WHERE course_id = $1", [
    proof.courseId,
  ]);
  return rows.map(({ currency }) => currency);
}
