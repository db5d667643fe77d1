import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Database } from "./db";

/** The longest that one may stay open, so that a reader who dawdles does not hold up the vacuum of the whole database. */
const MOST_MINUTES = 10;
/** How many are open at once in this process: each has a connection of the pool to itself. */
const MOST_AT_ONCE = 2;
const ROWS_AT_ONCE = 1000;

let open = 0;

/** One look at the database, to read more from it than memory should hold: everything in it is of the same instant. */
export type Snapshot = {
  /** The instant, by the database's clock. */
  at: Date;
  ask: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** What COPY writes of a query, in pieces as they come. COPY takes no parameters: write them by `literal`. */
  copy: (sql: string) => AsyncIterable<Uint8Array>;
  /** The rows of a query, a thousand at a time. */
  walk: <Row>(sql: string, values?: readonly unknown[]) => AsyncGenerator<Row[]>;
  /** Gives the connection back, or closes it where something is still being read. May be called more than once. */
  end: () => Promise<void>;
};

/**
 * Opens one, with the clocks of a time zone. Null when as many are open as may be. Whoever opens it ends it, also after a fault.
 */
export async function openSnapshot({
  pool,
  timeZone,
}: {
  pool: Database["pool"];
  timeZone: string;
}): Promise<Snapshot | null> {
  // One connection at least stays for what has to be recorded meanwhile.
  if (open >= Math.min(MOST_AT_ONCE, pool.options.max - 1)) {
    return null;
  }
  open += 1;
  let client: pg.PoolClient | undefined;
  try {
    client = await pool.connect();
    return await begin(client, timeZone);
  } catch (error) {
    open -= 1;
    client?.release(true);
    throw error;
  }
}

async function begin(client: pg.PoolClient, timeZone: string): Promise<Snapshot> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  // Sorting a long list in the memory that a page gets would go through the disk many times.
  const { rows } = await client.query<{ at: Date }>(
    `SELECT now() AS at, set_config('TimeZone', $1, true), set_config('work_mem', '64MB', true),
       set_config('statement_timeout', '${MOST_MINUTES}min', true)`,
    [timeZone],
  );
  let isReading = false;
  let isOver = false;
  async function* copy(sql: string): AsyncGenerator<Uint8Array> {
    isReading = true;
    yield* client.query(copyTo(sql)) as AsyncIterable<Uint8Array>;
    isReading = false;
  }
  async function* walk<Row>(sql: string, values: readonly unknown[] = []): AsyncGenerator<Row[]> {
    isReading = true;
    await client.query(`DECLARE snapshot_rows NO SCROLL CURSOR FOR ${sql}`, [...values]);
    for (;;) {
      const { rows } = await client.query(`FETCH ${ROWS_AT_ONCE} FROM snapshot_rows`);
      if (rows.length > 0) yield rows as Row[];
      if (rows.length < ROWS_AT_ONCE) break;
    }
    isReading = false;
  }
  return {
    at: rows[0]?.at ?? new Date(Number.NaN),
    ask: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await client.query(sql, [...values])).rows as Row[],
    copy,
    walk,
    end: async () => {
      if (isOver) return;
      isOver = true;
      open -= 1;
      // In the middle of an answer a connection is of no use to anybody else; closing it ends the query, too.
      const isWhole =
        !isReading &&
        (await client.query("ROLLBACK").then(
          () => true,
          () => false,
        ));
      client.release(!isWhole);
    },
  };
}

/** Asks the pool as one asks a snapshot, for what is short enough to need none. */
export function askPool(pool: Database["pool"]): Snapshot["ask"] {
  return async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await pool.query(sql, [...values])).rows as Row[];
}
