import { z } from "zod";

/** Raised when a portal could not read the file any more as it is written today. */
export const FORMAT = 1;

/** Name of the first entry, which says what the file is; and of the last, without which it is not whole. */
export const HEADER = "header.json";
export const MANIFEST = "manifest.json";

/**
 * Tables that a backup leaves out, because they would do harm when they came back: jobs that were done long ago, links and confirmations that
 * were spent, sessions that every restore ends anyway. Unlogged tables are left out too: their rows are made anew.
 */
export const LEFT_OUT = [
  "outbox_jobs",
  "verification_tokens",
  "session_confirmations",
  "ended_sessions",
  "passkey_challenges",
] as const;

const instant = z.iso.datetime();

export const headerSchema = z.object({
  format: z.number().int(),
  portal: z.string(),
  /** By the database's clock: everything that had been committed before is in the file. */
  at: instant,
  database: z.string(),
  /** Names of the migrations applied, oldest first. */
  migrations: z.array(z.string()),
  /** In an order in which no row comes before one that it refers to. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

export const manifestSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number().int(), bytes: z.number().int(), sha256: z.string() })),
  /** SHA-256 of the header, so that the two belong together. */
  header: z.string(),
  /** The newest event of the audit trail, and the head of its seals where it is sealed. */
  audit: z.object({ lastEvent: z.string().nullable(), seal: z.string().nullable() }),
});

export type Header = z.infer<typeof headerSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** The entry that holds the part `number` (from 0) of a table. */
export const nameChunk = (table: string, number: number) => `tables/${table}/${String(number).padStart(8, "0")}`;

/** The table of an entry; null for one that is none. */
export const readChunkName = (entry: string) => /^tables\/([a-z0-9_]+)\/\d{8}$/.exec(entry)?.[1] ?? null;

/** The settings under which COPY writes and reads the same text, whatever the server's own are. */
export const COPY_SETTINGS = `
  SET client_encoding = 'UTF8'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET extra_float_digits = 1; SET bytea_output = 'hex'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`;
