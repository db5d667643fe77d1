import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:net";
import { v7 as uuid7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { isLimit, LIMITS, limitOf } from "@/lib/limit-table";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Device } from "./auth/known-device";
import { accountOf } from "./auth/sign-in-account";
import { createDatabase } from "./db";
import { countAttempt } from "./limits";
import { metrics } from "./metrics";
import type { RequestContext } from "./request-context";

let database: TestDatabase;
let another: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  // What a second portal has: connections and limiters of its own, and the same table.
  another = createDatabase({ url: database.url, connections: 4 });
});
afterAll(async () => {
  await another.pool.end();
  await database.drop();
});
let number = 0;
const fresh = () => {
  number += 1;
  return { account: `person-${number}@example.org`, network: `198.51.${number >> 8}.${number & 255}` };
};
beforeEach(() => database.owner.query("TRUNCATE rate_limits, limit_refusals"));

const mail = (who: { account: string; network: string | null }, pool = database.pool) =>
  countAttempt({ pool, limit: "sign-in-mail", ...who });
const kept = async () => {
  const { rows } = await database.pool.query('SELECT "limit", by FROM limit_refusals');
  return rows;
};
const refusals = async (by: string) => {
  const { values } = await metrics().refusals.get();
  return values.find(({ labels }) => labels.limit === "sign-in-mail" && labels.by === by)?.value ?? 0;
};
const [[, FROM_A_NETWORK], [, FOR_AN_ACCOUNT]] = LIMITS["sign-in-mail"].rules;

/** On a busy machine a count may take longer than people are kept waiting for it. How many are let through is asked of a database that is waited for. */
const waitForCounts = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
afterEach(() => {
  vi.useRealTimers();
});

describe("thousands of attempts to sign in", () => {
  beforeEach(waitForCounts);

  it("of 10,000 addresses from one network pass as far as a lecture hall needs, and are counted and seen (T17)", async () => {
    const { network } = fresh();
    const before = await refusals("address");
    const answers = [];
    for (let sent = 0; sent < 10_000; sent += 500) {
      answers.push(...(await Promise.all(Array.from({ length: 500 }, () => mail({ ...fresh(), network })))));
    }
    const refused = answers.filter((answer) => answer !== null);
    expect(answers.length - refused.length).toBe(FROM_A_NETWORK);
    expect(refused.filter(({ isFirst }) => isFirst)).toHaveLength(1);
    expect(refused.every(({ by, seconds }) => by === "address" && seconds > 0 && seconds <= 600)).toBe(true);
    expect((await refusals("address")) - before).toBe(refused.length);
    expect(await kept()).toEqual([{ limit: "sign-in-mail", by: "address" }]);
    expect(await mail(fresh())).toBeNull();
  });

  it("for one address stop at what one person needs, and do not shut its owner out (T17)", async () => {
    const { account: email, network } = fresh();
    const device = { email, id: uuid7() };
    const foreign = { email: fresh().account, id: uuid7() };
    const ask = (network: string, device: Device | null) =>
      mail({ account: accountOf({ email, network, device }), network });
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => ask(network, null)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(FOR_AN_ACCOUNT);
    expect(await kept()).toEqual([{ limit: "sign-in-mail", by: "account" }]);
    // Somebody else's browser is none of the owner's, wherever they have signed in before.
    expect(await ask(network, foreign)).toMatchObject({ by: "account" });
    expect([await ask(network, device), await ask(fresh().network, null)]).toEqual([null, null]);
    const more = await Promise.all(Array.from({ length: 100 }, () => ask(network, device)));
    expect(more.filter((answer) => answer === null)).toHaveLength(FOR_AN_ACCOUNT - 1);
  });
});

it("never refuses a lecture hall: 500 people behind one address who sign in, mistype, reveal and report within a minute", async () => {
  waitForCounts();
  const { network } = fresh();
  const limits = ["sign-in-mail", "sign-in-mail", "sign-in-code", "sign-in-code", "reveal", "report"] as const;
  const hall = Array.from({ length: 500 }, () => fresh().account);
  for (const limit of limits) {
    const answers = await Promise.all(
      hall.map((account) => countAttempt({ pool: database.pool, limit, account, network })),
    );
    expect(answers.filter(Boolean), limit).toEqual([]);
  }
});

it("counts in all portals together, and what one person is refused uses up nothing of their neighbours'", async () => {
  waitForCounts();
  const { account, network } = fresh();
  const reveal = (pool: typeof database.pool) => countAttempt({ pool, limit: "reveal", account, network });
  const [[, MOST]] = LIMITS.reveal.rules;
  const portals = [database.pool, another.pool];
  const answers = await Promise.all(
    Array.from({ length: MOST + 40 }, (_, at) => reveal(portals[at % 2] ?? database.pool)),
  );
  expect(answers.filter((answer) => answer === null)).toHaveLength(MOST);
  expect(answers.filter((answer) => answer?.isFirst)).toHaveLength(1);
  const { rows } = await database.pool.query("SELECT points FROM rate_limits WHERE key LIKE 'reveal address%'");
  expect(rows).toEqual([{ points: MOST }]);
});

describe.each(Object.keys(LIMITS).filter(isLimit))("the limit of %s", (limit) => {
  beforeEach(waitForCounts);
  const count = (who: { account: string; network: string }) => countAttempt({ pool: database.pool, limit, ...who });

  // Either by itself: the other is fresh each time, so that nothing else can refuse.
  it.each([
    ["account", "network"],
    ["address", "account"],
  ] as const)("by %s holds without the other (T17)", async (by, fresher) => {
    const who = fresh();
    const again = () => count({ ...who, [fresher]: fresh()[fresher] });
    const most = limitOf(limit).rules.find((rule) => rule[0] === by)?.[1] ?? 0;
    expect(most, "somebody has to be let in").toBeGreaterThan(0);
    expect(await again()).toBeNull();
    const { rowCount } = await database.pool.query("UPDATE rate_limits SET points = $2 WHERE key LIKE $1", [
      `${limit} ${by}:%`,
      most - 1,
    ]);
    expect(rowCount).toBe(1);
    expect(await again()).toBeNull();
    expect(await again()).toMatchObject({ limit, by });
    expect(await count(fresh())).toBeNull();
  });
});

it("counts by the network that a request comes from, where nobody says which one it is (T17)", async () => {
  const holder = globalThis as { bursarRequests?: AsyncLocalStorage<RequestContext> };
  const requests = new AsyncLocalStorage<RequestContext>();
  holder.bursarRequests = requests;
  const from = (peer: string) =>
    requests.run({ requestId: "one", peer }, () =>
      countAttempt({ pool: database.pool, limit: "report", account: fresh().account }),
    );
  const { network } = fresh();
  expect(await from(network)).toBeNull();
  const [, [, most]] = LIMITS.report.rules;
  await database.pool.query("UPDATE rate_limits SET points = $1 WHERE key LIKE 'report address%'", [most]);
  expect(await from(network)).toMatchObject({ by: "address" });
  expect(await from(fresh().network)).toBeNull();
  delete holder.bursarRequests;
});

it("lets people go on when their window is over", async () => {
  const who = fresh();
  for (let sent = 0; sent < FOR_AN_ACCOUNT; sent += 1) await mail(who);
  await database.pool.query("UPDATE rate_limits SET expire = 0");
  expect(await mail(who)).toBeNull();
});

it("keeps nobody's address in the table, neither of a person nor of a network", async () => {
  const who = fresh();
  await mail(who);
  const { rows } = await database.pool.query("SELECT * FROM rate_limits");
  expect(rows).toHaveLength(2);
  for (const address of Object.values(who)) expect(JSON.stringify(rows)).not.toContain(address);
});

describe("while the database does not count", () => {
  // Takes connections and says nothing, as a server that hangs does.
  const silent = createServer();
  let hanging: ReturnType<typeof createDatabase>;
  beforeAll(async () => {
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    hanging = createDatabase({ url: `postgresql://nobody@127.0.0.1:${address.port}/nothing`, connections: 4 });
  });
  afterAll(() => silent.close());

  it("nobody is locked out: this process counts by itself, and still refuses", async () => {
    const who = { ...fresh(), network: null };
    const answers = await Promise.all(Array.from({ length: FOR_AN_ACCOUNT + 5 }, () => mail(who, hanging.pool)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(FOR_AN_ACCOUNT);
  });

  it("no code is shown to an instructor uncounted", async () => {
    await expect(countAttempt({ pool: hanging.pool, limit: "show-code", ...fresh() })).rejects.toThrow();
  });
});
