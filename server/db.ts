import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import { boundSilence } from "./bound-silence";
import { environment } from "./env";

export type Prisma = PrismaClient;
/** What a command's transaction hands to its writes. */
export type Transaction = Omit<Prisma, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** One pool of connections, shared by Prisma and by the few calls that go to a SQL function directly. */
export type Database = { pool: pg.Pool; prisma: Prisma };

/** Milliseconds: for a connection, for a statement by the server's own watch, and for a server that does not even end that. */
const WAITS = { connection: 10_000, statement: 30_000, silence: 40_000 };

/**
 * Connects to PostgreSQL. `connections` is the most that this process opens.
 * A caller waits at most 10 s for a connection and a statement runs at most 30 s, so that a slow server bounds the wait; one that has fallen silent is given up after 40 s.
 */
export function createDatabase({
  url,
  connections = 12,
  waits = WAITS,
}: {
  url: string;
  connections?: number;
  waits?: typeof WAITS;
}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: waits.connection,
    application_name: "bursar",
    onConnect: async (client) => {
      // Asked for when connecting, it would be refused by PgBouncer, which takes few such wishes.
      const limit = { text: `SET statement_timeout = ${waits.statement}`, query_timeout: waits.connection };
      await client.query(limit);
      boundSilence({ client, longest: waits.silence });
    },
  });
  // A connection that the server drops must not end the process; its next query fails and says so. Set here, where the worker looks for it.
  pool.on("connect", (client) => client.on("error", () => {}));
  // The same for one that nobody holds; the next query opens another.
  pool.on("error", () => {});
  // disposeExternalPool stays off: whoever made the pool ends it.
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

const holder = globalThis as typeof globalThis & { bursarDatabase?: Database };

/** The portal's database, opened at first use. Kept on globalThis because a development server loads modules anew. */
export function database(): Database {
  if (!holder.bursarDatabase) {
    const { databaseUrl, databasePool } = environment();
    if (!databaseUrl) {
      throw new Error("DATABASE_URL is not set: start the portal with npm start, which sets it.");
    }
    holder.bursarDatabase = createDatabase({ url: databaseUrl, connections: databasePool });
  }
  return holder.bursarDatabase;
}

/** The instant of the transaction by the database's clock, which is the one that counts. */
export async function databaseNow(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`;
  return row.now;
}

/** Runs statements that may take longer than people wait for, on a connection of their own that nobody gets afterwards: for jobs, not for requests. */
export async function runPatiently(pool: pg.Pool, statements: { text: string; values?: unknown[] }[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    for (const { text, values } of statements) await client.query(text, values);
  } finally {
    client.release(true);
  }
}

const DEADLOCK = "40P01";
const MOST_TRIES = 4;

/**
 * Runs one statement by itself. PostgreSQL ends one of two that wait for each other, with nothing of it done; that one is run again, four
 * times at most: codes that are moved while people claim make a second look at the pool wait in another order than the first.
 */
export async function queryDespiteDeadlock<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: unknown[],
): Promise<pg.QueryResult<Row>> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await pool.query<Row>(text, values);
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || tries === MOST_TRIES) throw error;
    }
  }
}
