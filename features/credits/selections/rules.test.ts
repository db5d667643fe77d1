import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnfiltered, readWish, STATES, type TableWish, writeCount, writeWish } from "./rules";
import { tableQuery } from "./schema";

const ID = "0191f0f0-0000-7000-8000-000000000001";
const read = (query: Record<string, unknown>) => readWish(tableQuery.parse(query));

describe("the address of the table", () => {
  it.each([
    [{}, ""],
    [{ q: "  ada   first " }, "?q=ada+first"],
    [{ state: "revealed", sort: "oldest" }, "?state=revealed&sort=oldest"],
    [{ state: "REVEALED", sort: "sideways", page: "7" }, ""],
    [{ batch: "nonsense", after: "nonsense" }, ""],
    [{ batch: ID, before: ID }, `?batch=${ID}&before=${ID}`],
    [{ after: ID, before: ID, page: "last" }, `?after=${ID}`],
    [{ page: "last", sort: "newest" }, "?page=last"],
    [{ q: ["ada", "ben"] }, ""],
    [{ sort: "state", after: ID, in: "revealed" }, `?sort=state&after=${ID}&in=revealed`],
    [{ sort: "state", after: ID, in: "nowhere" }, `?sort=state&after=${ID}`],
    [{ sort: "name", before: ID, in: "revealed" }, `?sort=name&before=${ID}`],
  ])("%j is read as %s", (query, address) => {
    expect(writeWish(read(query))).toBe(address);
  });

  it("says the same again when it is read and written", () => {
    const place = fc.oneof(
      fc.constantFrom<TableWish["place"]>({ kind: "first" }, { kind: "last" }),
      fc.record({ kind: fc.constantFrom("after" as const, "before" as const), id: fc.uuid() }),
    );
    const wish = fc.record({
      filter: fc.record({
        q: fc.string({ maxLength: 40 }).map((text) => text.replace(/\s+/g, " ").trim()),
        state: fc.option(fc.constantFrom(...STATES)),
        batch: fc.option(fc.uuid()),
      }),
      sort: fc.constantFrom("newest" as const, "oldest" as const, "name" as const, "state" as const),
      place,
    });
    fc.assert(
      fc.property(wish, (wanted) => {
        expect(read(Object.fromEntries(new URLSearchParams(writeWish(wanted))))).toEqual(wanted);
      }),
    );
  });

  it("knows the bare table", () => {
    expect(isUnfiltered(read({ sort: "name", page: "last" }).filter)).toBe(true);
    expect(isUnfiltered(read({ q: "a" }).filter)).toBe(false);
  });
});

it("stops counting where the query does", () => {
  expect([0, 999, 1000, 1001].map(writeCount)).toEqual(["0", "999", "1,000", "more than 1,000"]);
});
