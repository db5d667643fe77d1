import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { type By, type LimitName, limitOf } from "@/lib/limit-table";
import { clientNetwork } from "./client-address";
import { keyedHash } from "./crypto";
import type { Database } from "./db";
import { environment } from "./env";
import { log } from "./log";
import { metrics } from "./metrics";

type Pool = Database["pool"];

/** Somebody did something too often. `isFirst` is true once for each time that the limit is reached, in all processes together. */
export type TooOften = { limit: LimitName; by: By; seconds: number; isFirst: boolean };

/** Milliseconds after which a count is given up: nobody should wait for it longer than for what is counted. */
const PATIENCE = 2_000;

/**
 * Counts an attempt, and answers with a refusal when there were too many of it, by the account or from the network; null lets it pass.
 * `account` tells people apart: a user's identifier, or what server/auth/sign-in-account.ts makes of the address that is signing in. A refusal is counted, and the first of each window logged
 * and kept for the dashboards, with the course that it belongs to.
 *
 * A database that does not answer in time locks nobody out: until it does this process counts by itself, and says so in the log. Only a limit
 * that `failsClosed` throws then.
 */
export async function countAttempt({
  pool,
  limit,
  account,
  userId = null,
  courseId = null,
  network = clientNetwork(),
}: {
  pool: Pool;
  limit: LimitName;
  account: string;
  userId?: string | null;
  courseId?: string | null;
  network?: string | null;
}): Promise<TooOften | null> {
  for (const [by, attempts] of limitOf(limit).rules) {
    const who = by === "account" ? account : network;
    const counted = who === null ? null : await consume({ pool, limit, by, who });
    if (counted?.isRefused) {
      const refused = { limit, by, seconds: counted.seconds, isFirst: counted.attempts === attempts + 1 };
      metrics().refusals.inc({ limit, by });
      if (refused.isFirst) await keepRefusal({ pool, refused, userId, courseId });
      return refused;
    }
  }
  return null;
}

type Asked = { pool: Pool; limit: LimitName; by: By; who: string };
type Counted = { isRefused: boolean; attempts: number; seconds: number };

async function consume({ pool, limit, by, who }: Asked): Promise<Counted> {
  const { shared, own } = limiterOf({ pool, limit, by });
  // Neither people's addresses nor networks' stand in the table.
  const key = keyedHash({ text: `limit ${who}`, key: environment().sessionSecret })
    .toString("hex")
    .slice(0, 32);
  try {
    return await ask(shared, key);
  } catch (error) {
    if (limitOf(limit).failsClosed) throw error;
    log().warn(
      { limit, reason: error instanceof Error ? error.message : "unknown" },
      "limit counted by this process alone",
    );
    return ask(own, key);
  }
}

async function ask(limiter: RateLimiterAbstract, key: string): Promise<Counted> {
  const answered = await limiter.consume(key).then(
    (counted) => ({ counted, isRefused: false }),
    (refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return { counted: refused, isRefused: true };
    },
  );
  const { consumedPoints, msBeforeNext } = answered.counted;
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return { isRefused: answered.isRefused, attempts: consumedPoints, seconds };
}

type Limiters = { shared: RateLimiterAbstract; own: RateLimiterAbstract };
const limiters = new WeakMap<Pool, Map<string, Limiters>>();

function limiterOf({ pool, limit, by }: Omit<Asked, "who">): Limiters {
  const ofPool = limiters.get(pool) ?? new Map<string, Limiters>();
  limiters.set(pool, ofPool);
  const name = `${limit} ${by}`;
  const [, points = 0, duration = 0] = limitOf(limit).rules.find((rule) => rule[0] === by) ?? [];
  const common = { keyPrefix: name, points, duration };
  const made = ofPool.get(name) ?? {
    shared: new RateLimiterPostgres({
      ...common,
      storeClient: { query: (statement: { text: string; values: unknown[] }) => askSoon(pool, statement) },
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      // What was refused is refused from memory until its window is over: a flood costs the database nothing.
      inMemoryBlockOnConsumed: points + 1,
      clearExpiredByTimeout: false,
    }),
    own: new RateLimiterMemory(common),
  };
  ofPool.set(name, made);
  return made;
}

/**
 * Asks the database, but not for longer than PATIENCE. Without a statement's name: the library gives its own, which fails behind PgBouncer
 * before 1.21.
 */
async function askSoon(pool: Pool, { text, values }: { text: string; values: unknown[] }): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the database did not answer in time")), PATIENCE);
  });
  return Promise.race([pool.query(text, values), tooSlow]).finally(() => clearTimeout(timer));
}

/** For the dashboards. A refusal that could not be kept is one all the same. */
async function keepRefusal({
  pool,
  refused: { limit, by, seconds },
  userId,
  courseId,
}: {
  pool: Pool;
  refused: TooOften;
  userId: string | null;
  courseId: string | null;
}): Promise<void> {
  log().warn({ limit, by, seconds, user: userId, course: courseId }, "limit reached");
  const text = `INSERT INTO limit_refusals (id, "limit", by, user_id, course_id, until)
    VALUES (uuid7(), $1, $2, $3, $4, now() + make_interval(secs => $5))`;
  await askSoon(pool, { text, values: [limit, by, userId, courseId, seconds] }).catch((error: unknown) => {
    log().error({ limit, reason: error instanceof Error ? error.message : "unknown" }, "reached limit not kept");
  });
}
