import { afterAll, beforeAll, expect, it } from "vitest";
import { listTimeZones } from "@/lib/time-zones";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 2 });
});
afterAll(() => db.drop());

it("PostgreSQL knows every time zone that a course may have, by the name of today and by an older one, with the same clocks", async () => {
  const instants = [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12)].map((at) => new Date(at));
  const zones = [...new Set([...listTimeZones(), ...Intl.supportedValuesOf("timeZone")])];
  const { rows: known } = await db.pool.query<{ name: string }>("SELECT name FROM pg_timezone_names");
  const names = new Set(known.map(({ name }) => name));
  expect(zones.filter((name) => !names.has(name))).toEqual([]);
  const { rows } = await db.pool.query<{ zone: string; at: Date; clock: string }>(
    `SELECT zone, at, to_char(at AT TIME ZONE zone, 'YYYY-MM-DD HH24:MI') AS clock
     FROM unnest($1::text[]) zone, unnest($2::timestamptz[]) at`,
    [zones, instants],
  );
  expect(rows).toHaveLength(zones.length * 2);
  const differing = rows.filter(({ zone, at, clock }) => {
    const shown = at.toLocaleString("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    return shown !== clock;
  });
  expect(differing.map(({ zone }) => zone)).toEqual([]);
});
