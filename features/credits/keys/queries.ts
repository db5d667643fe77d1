import type pg from "pg";
import type { SealedBy } from "./rules";

/** How much each key seals now, over the whole deployment. Withdrawn codes count for nothing: what they said is gone. Reads whole tables. */
export async function countSealed({ pool }: { pool: pg.Pool }): Promise<SealedBy[]> {
  const { rows } = await pool.query<SealedBy>(
    `SELECT key_id AS "keyId", sum(codes)::int AS codes, sum(lines)::int AS lines, sum(pieces)::int AS pieces FROM (
       SELECT key_id, count(*) AS codes, 0 AS lines, 0 AS pieces FROM codes WHERE state <> 'WITHDRAWN' GROUP BY key_id
       UNION ALL SELECT key_id, 0, count(*), 0 FROM import_codes WHERE ciphertext IS NOT NULL GROUP BY key_id
       UNION ALL SELECT key_id, 0, 0, count(*) FROM import_chunks GROUP BY key_id
     ) each GROUP BY key_id ORDER BY key_id NULLS LAST`,
  );
  return rows;
}

/** Imports that may be sealing now with the key that was the first when they began. No upload takes an hour. */
export async function countImportsAtWork({ pool }: { pool: pg.Pool }): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM imports
     WHERE state IN ('CHECKING', 'RUNNING') OR (state = 'UPLOADING' AND created_at > now() - interval '1 hour')`,
  );
  return rows[0]?.count ?? 0;
}

/** The key by which everything is to be sealed, since somebody made it the first; null when nobody ever did. */
export async function readSealingKey({ pool }: { pool: pg.Pool }): Promise<string | null> {
  const { rows } = await pool.query<{ value: string }>("SELECT value FROM settings WHERE key = 'sealing-key'");
  return rows[0]?.value ?? null;
}

/** A row that a key sealed. `at` and `number` are its place in the order of its table: a code and 0, or an import and a line or piece. */
export type SealedRow = {
  at: string;
  number: number;
  keyId: string | null;
  boundTo: string;
  sealed: Buffer;
  link: Buffer | null;
};

/** The tables with sealed rows, in the words of the SQL that reads them here and writes them in commands.ts. */
export const SEALED_TABLES = {
  codes: {
    place: ["t.id", "0"],
    after: "t.id > $1::uuid AND $2::int IS NOT NULL",
    order: "t.id",
    boundTo: "t.id::text",
    sealed: "ciphertext",
    link: "link_ciphertext",
    counts: "t.state <> 'WITHDRAWN'",
    some: 500,
  },
  import_codes: {
    place: ["t.import_id", "t.line"],
    after: "(t.import_id, t.line) > ($1::uuid, $2::int)",
    order: "t.import_id, t.line",
    boundTo: "t.code_id::text",
    sealed: "ciphertext",
    link: "link_ciphertext",
    counts: "t.ciphertext IS NOT NULL",
    some: 500,
  },
  import_chunks: {
    place: ["t.import_id", "t.number"],
    after: "(t.import_id, t.number) > ($1::uuid, $2::int)",
    order: "t.import_id, t.number",
    // As server/sealed-chunks.ts binds them; a quarter of a megabyte each.
    boundTo: "'import ' || t.import_id || ' ' || t.number",
    sealed: "sealed",
    link: null,
    counts: "true",
    some: 8,
  },
} as const;

export type SealedTable = keyof typeof SEALED_TABLES;

/** Some rows behind a place that another key than `keyId` sealed, in their order. */
export async function readSealedRows({
  pool,
  table,
  after,
  keyId,
}: {
  pool: pg.Pool;
  table: SealedTable;
  after: { at: string; number: number };
  keyId: string;
}): Promise<SealedRow[]> {
  const { place, order, boundTo, sealed, link, counts, some, after: behind } = SEALED_TABLES[table];
  const { rows } = await pool.query<SealedRow>(
    `SELECT ${place[0]}::text AS at, ${place[1]} AS number, t.key_id AS "keyId", ${boundTo} AS "boundTo",
       t.${sealed} AS sealed, ${link ? `t.${link}` : "NULL::bytea"} AS link
     FROM ${table} t WHERE ${behind} AND t.key_id IS DISTINCT FROM $3 AND ${counts} ORDER BY ${order} LIMIT ${some}`,
    [after.at, after.number, keyId],
  );
  return rows;
}

/** One code that a key of the ring seals, with its fingerprint: to try the keys on. */
export async function readSampleCode({
  pool,
  keyIds,
}: {
  pool: pg.Pool;
  keyIds: string[];
}): Promise<{ id: string; keyId: string; ciphertext: Buffer; fingerprint: Buffer } | null> {
  const { rows } = await pool.query(
    `SELECT id, key_id AS "keyId", ciphertext, fingerprint FROM codes WHERE key_id = ANY($1) AND state <> 'WITHDRAWN' LIMIT 1`,
    [keyIds],
  );
  return rows[0] ?? null;
}
