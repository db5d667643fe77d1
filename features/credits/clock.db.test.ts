import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { endOfDay, parseInstant } from "@/lib/dates";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import type { Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Database } from "@/server/db";
import { claimCode, revealCode } from "./commands";
import { listOffers, readOffer } from "./queries";

const SECOND = 1000;
const HOUR = 3_600_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
afterEach(() => {
  vi.useRealTimers();
});

async function buildPlace(overrides: Partial<Offer>, on = db) {
  const course = await buildCourse(on.prisma, { timeZone: "Europe/Berlin" });
  const offer = await buildOffer(on.prisma, { courseId: course.id, ...overrides });
  await buildBatch(on.prisma, { offer, codes: 1 });
  return memberOf({ course, offer, enrolment: await buildEnrolment(on.prisma, { courseId: course.id }) });
}

async function databaseTime(): Promise<Date> {
  const { rows } = await db.pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  return rows[0]?.now ?? new Date(Number.NaN);
}

/** Only what JavaScript believes the time to be is moved; PostgreSQL and the timers go on as they are. */
function setPortalClock(hours: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + hours * HOUR });
}

describe.each([-1, 1, 24 * 365])("with the portal's clock wrong by %i hours (T30)", (hours) => {
  const around = async (opens: number, closes: number) => {
    const now = (await databaseTime()).getTime();
    const proof = await buildPlace({ opensAt: new Date(now + opens), closesAt: new Date(now + closes) });
    setPortalClock(hours);
    const [page, [listed]] = await Promise.all([
      readOffer({ pool: db.pool, proof }),
      listOffers({ pool: db.pool, proof: { ...proof, role: "PARTICIPANT" } }),
    ]);
    expect(listed).toEqual(page);
    return { proof, standing: page?.standing, ...(await claimCode({ pool: db.pool, proof })) };
  };

  it("opens and closes by the database's clock, and the page says the same", async () => {
    expect(await around(30 * 60_000, 2 * HOUR)).toMatchObject({ outcome: "not-yet-open", standing: "not-yet-open" });
    vi.useRealTimers();
    expect(await around(-2 * HOUR, -30 * 60_000)).toMatchObject({ outcome: "closed", standing: "closed" });
    vi.useRealTimers();
    expect(await around(-30 * 60_000, 30 * 60_000)).toMatchObject({ outcome: "allocated", standing: "open" });
  });

  it("takes the last day to redeem for over when it is", async () => {
    const day = 24 * HOUR;
    const today = (await databaseTime()).getTime();
    // Far enough from today for any zone's midnight, and near enough for a clock that is wrong by a year.
    for (const [days, isOver] of [
      [-3, true],
      [3, false],
    ] as const) {
      const dates = { opensAt: new Date(today - 30 * day), closesAt: new Date(today - 20 * day) };
      const redeemBy = new Date(new Date(today + days * day).toISOString().slice(0, 10));
      const proof = await buildPlace({ ...dates, redeemBy });
      setPortalClock(hours);
      expect((await readOffer({ pool: db.pool, proof }))?.expired).toBe(isOver);
      vi.useRealTimers();
    }
  });

  it("stamps what is done by the database's clock", async () => {
    const { proof } = await around(-30 * 60_000, 30 * 60_000);
    await revealCode({ prisma: db.prisma, proof });
    vi.useRealTimers();
    const now = (await databaseTime()).getTime();
    const { allocatedAt, revealedAt } = await db.prisma.allocation.findFirstOrThrow({
      where: { enrolmentId: proof.enrolmentId },
    });
    for (const instant of [allocatedAt, revealedAt]) {
      expect(Math.abs(now - (instant?.getTime() ?? 0))).toBeLessThan(HOUR / 2);
    }
  });
});

describe("the page and the claim under a clock that a test can set (T30)", () => {
  let set: TestDatabase;
  // The very functions of the product, asking a table for the time where they ask PostgreSQL.
  beforeAll(async () => {
    set = await createTestDatabase();
    await set.owner.query("CREATE TABLE set_clock (now timestamptz)");
    await set.owner.query("INSERT INTO set_clock VALUES (now())");
    await set.owner.query(
      "CREATE FUNCTION set_time() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT now FROM public.set_clock'",
    );
    for (const name of ["claim_code", "lock_available_code"]) {
      const { rows } = await set.owner.query<{ definition: string }>(
        "SELECT pg_get_functiondef(oid) AS definition FROM pg_proc WHERE proname = $1",
        [name],
      );
      const definition = rows[0]?.definition ?? "";
      expect(definition).toContain("statement_timestamp()");
      await set.owner.query(definition.replaceAll("statement_timestamp()", "set_time()"));
    }
  });
  afterAll(() => set.drop());

  /** Likewise what the page asks: now() is the time that was set. */
  const page = {
    query: (text: string, values: unknown[]) => set.owner.query(text.replaceAll("now()", "set_time()"), values),
  } as unknown as Database["pool"];
  const SAYS = { allocated: "open", "not-yet-open": "not-yet-open", closed: "closed", expired: "expired" } as const;

  /** What the claim answers at that instant, the page having said the same just before. */
  const claimAt = async (instant: Date, overrides: Partial<Offer>) => {
    const proof = await buildPlace(overrides, set);
    await set.owner.query("UPDATE set_clock SET now = $1", [instant]);
    const shown = await readOffer({ pool: page, proof });
    const { outcome } = await claimCode({ pool: set.owner, proof });
    expect(shown?.standing).toBe(SAYS[outcome as keyof typeof SAYS]);
    expect(shown?.expired).toBe(outcome === "expired");
    return outcome;
  };
  const secondsFrom = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * SECOND);

  // What an instructor types; the night of 29 March has 23 hours, that of 25 October has 25.
  it.each([
    ["2026-02-10T09:00", "2026-02-10T12:00"],
    ["2026-03-29T01:30", "2026-03-29T03:30"],
    ["2026-10-25T01:30", "2026-10-25T03:30"],
  ])("opens at %s and closes at %s in the course's zone, to the second", async (opens, closes) => {
    const [opensAt, closesAt] = [parseInstant(opens, "Europe/Berlin"), parseInstant(closes, "Europe/Berlin")];
    if (!opensAt || !closesAt) throw new Error("these are moments");
    const offer = { opensAt, closesAt, redeemBy: new Date("2026-12-01T00:00Z") };
    expect(await claimAt(secondsFrom(opensAt, -1), offer)).toBe("not-yet-open");
    expect(await claimAt(opensAt, offer)).toBe("allocated");
    expect(await claimAt(secondsFrom(opensAt, 1), offer)).toBe("allocated");
    expect(await claimAt(secondsFrom(closesAt, -1), offer)).toBe("allocated");
    expect(await claimAt(closesAt, offer)).toBe("closed");
    expect(await claimAt(secondsFrom(closesAt, 1), offer)).toBe("closed");
  });

  it.each([
    ["2026-02-10", "2026-02-10T23:00:00.000Z"],
    ["2026-03-28", "2026-03-28T23:00:00.000Z"],
    ["2026-03-29", "2026-03-29T22:00:00.000Z"],
    ["2026-10-24", "2026-10-24T22:00:00.000Z"],
    ["2026-10-25", "2026-10-25T23:00:00.000Z"],
  ])("ends the last day to redeem, %s, at midnight of the course's zone, which is %s", async (day, end) => {
    const redeemBy = new Date(`${day}T00:00Z`);
    expect(endOfDay(redeemBy, "Europe/Berlin").toISOString()).toBe(end);
    const offer = { redeemBy, opensAt: new Date("2026-01-01T00:00Z"), closesAt: new Date("2026-12-31T00:00Z") };
    expect(await claimAt(secondsFrom(new Date(end), -1), offer)).toBe("allocated");
    expect(await claimAt(new Date(end), offer)).toBe("expired");
    expect(await claimAt(secondsFrom(new Date(end), 1), offer)).toBe("expired");
  });
});
