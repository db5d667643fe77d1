import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import type { AllocationState } from "@/features/credits/rules";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { countStates, findPage } from "./queries";
import { STATES, type TableFilter, type TableWish } from "./rules";

type Person = { id: string; name: string; email: string; state: AllocationState; batch: string };

let database: TestDatabase;
let proof: OfferInstructor;
let people: Person[];
let batches: string[];

const NAMES = [
  "Maria García López",
  "maria Martinez",
  "Ana Maria de la Cruz",
  "Élodie Blanc",
  "Zoë",
  "",
  "Lopez Maria",
  "Ben Marian",
  "Sean O’Brien",
  "Ann-Kathrin Smith-Jones",
  "Aiko Tanaka",
];

beforeAll(async () => {
  database = await createTestDatabase({ connections: 4 });
  const { prisma, pool } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const other = await buildOffer(prisma, { courseId: course.id });
  proof = instructorOf({
    course,
    offer,
    enrolment: await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" }),
  });
  const made = [await buildBatch(prisma, { offer, codes: 60 }), await buildBatch(prisma, { offer, codes: 20 })];
  await buildBatch(prisma, { offer: other, codes: 10 });
  batches = made.map(({ id }) => id);
  for (let number = 0; number < 80; number += 1) {
    const enrolment = await buildEnrolment(prisma, { courseId: course.id, name: NAMES[number % NAMES.length] ?? "" });
    await pool.query("SELECT give_code($1, $2, NULL)", [offer.id, enrolment.id]);
    if (number < 10) await pool.query("SELECT give_code($1, $2, NULL)", [other.id, enrolment.id]);
    // Every seventh was released and given another one since, so that some people have several.
    if (number % 7 === 0) {
      await pool.query(
        "SELECT release_code(a.id, a.offer_id, NULL) FROM allocations a WHERE a.offer_id = $1 AND a.enrolment_id = $2",
        [offer.id, enrolment.id],
      );
      await pool.query("SELECT give_code($1, $2, NULL)", [offer.id, enrolment.id]);
    }
    if (number % 3 === 0) {
      await pool.query(
        "UPDATE allocations SET state = 'REVEALED', revealed_at = now() WHERE offer_id = $1 AND enrolment_id = $2 AND state = 'ALLOCATED'",
        [offer.id, enrolment.id],
      );
    }
  }
  const { rows } = await pool.query<Person>(
    `SELECT a.id, e.name, e.email, a.state, a.batch_id AS batch FROM allocations a JOIN enrolments e ON e.id = a.enrolment_id
     WHERE a.offer_id = $1 ORDER BY a.id`,
    [offer.id],
  );
  people = rows;
});
afterAll(() => database.drop());

const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

/** What the search means, said the slow way. */
function matches({ name, email, state, batch }: Person, filter: TableFilter): boolean {
  const words = fold(name).split(" ");
  const last = words.at(-1)?.split(/['’-]/).at(-1) ?? "";
  const starts = [words.join(" "), words.slice(1).join(" "), last, email];
  const [family = "", ...given] = fold(filter.q).split(/[ ,]+/);
  const turned = given.length > 0 && words.join(" ").startsWith(`${given.join(" ")} ${family}`);
  return (
    (filter.state === null || state === filter.state) &&
    (filter.batch === null || batch === filter.batch) &&
    (filter.q === "" || turned || starts.some((text) => text.startsWith(fold(filter.q))))
  );
}

/** An allocation as the page that shows it names it in the address of the next. */
const keyOf = (id = "") => ({ id, state: people.find((person) => person.id === id)?.state });

async function walk(wish: Omit<TableWish, "place">, { few, size }: { few: boolean; size: number }) {
  const find = (place: TableWish["place"]) =>
    findPage({ pool: database.pool, proof, wish: { ...wish, place }, few, size });
  const pages = [await find({ kind: "first" })];
  for (let page = pages[0]; page?.hasNext; page = pages.at(-1)) {
    pages.push(await find({ kind: "after", ...keyOf(page.ids.at(-1)) }));
  }
  return { pages, find, ids: pages.flatMap(({ ids }) => ids) };
}

const filters: [string, TableFilter][] = [
  ["everybody", { q: "", state: null, batch: null }],
  ["a state", { q: "", state: "REVEALED", batch: null }],
  ["released ones", { q: "", state: "RELEASED", batch: null }],
  ["the first word", { q: "MARIA", state: null, batch: null }],
  ["the last word", { q: "lópez", state: null, batch: null }],
  ["the second word on", { q: "maria de", state: null, batch: null }],
  ["a word after an apostrophe", { q: "brien", state: null, batch: null }],
  ["a word after a hyphen", { q: "jon", state: null, batch: null }],
  ["the family name first", { q: "Tanaka Aiko", state: null, batch: null }],
  ["the family name first, with a comma", { q: "López, María García", state: null, batch: null }],
  ["an accent", { q: "elo", state: null, batch: null }],
  ["an address", { q: "person-", state: null, batch: null }],
  ["a name and a state", { q: "mar", state: "ALLOCATED", batch: null }],
  ["wildcards, which are none", { q: "%_", state: null, batch: null }],
  ["nobody", { q: "nobody at all", state: null, batch: null }],
];

describe.each(["newest", "oldest", "name", "state"] as const)("in the order %s", (sort) => {
  it.each(filters)(
    "finds %s, page by page forwards and backwards, nobody twice and nobody missed",
    async (_, filter) => {
      for (const few of [true, false]) {
        const { pages, find, ids } = await walk({ filter, sort }, { few, size: 7 });
        const expected = people.filter((person) => matches(person, filter)).map(({ id }) => id);
        expect([...ids].sort()).toEqual(expected.sort());
        expect(ids.length > 0).toBe(!filter.q.startsWith("no") && filter.q !== "%_");
        const last = await find({ kind: "last" });
        expect(last.ids).toEqual(ids.slice(-7));
        expect(last).toMatchObject({ hasNext: false, hasPrevious: ids.length > 7 });
        const [, second] = pages;
        if (second) {
          const back = await find({ kind: "before", ...keyOf(second.ids[0]) });
          expect(back).toEqual({ ids: pages[0]?.ids, hasPrevious: false, hasNext: true });
        }
      }
    },
  );
});

it("orders by state, in each the newest first", async () => {
  const all = { q: "", state: null, batch: null };
  const expected = STATES.flatMap((state) => people.filter((person) => person.state === state).toReversed());
  const { ids } = await walk({ filter: all, sort: "state" }, { few: false, size: 7 });
  expect(ids).toEqual(expected.map(({ id }) => id));
});

it("orders by time and by name", async () => {
  const all = { q: "", state: null, batch: null };
  const byTime = people.map(({ id }) => id);
  expect((await walk({ filter: all, sort: "oldest" }, { few: false, size: 30 })).ids).toEqual(byTime);
  expect((await walk({ filter: all, sort: "newest" }, { few: false, size: 30 })).ids).toEqual(byTime.toReversed());
  const named = (await walk({ filter: all, sort: "name" }, { few: false, size: 30 })).ids.map((id) =>
    fold(people.find((person) => person.id === id)?.name ?? ""),
  );
  expect(named).toEqual([...named].sort());
});

it("narrows to a batch and counts by state", async () => {
  const [first, second] = batches as [string, string];
  const inSecond = await walk(
    { filter: { q: "", state: null, batch: second }, sort: "newest" },
    { few: true, size: 9 },
  );
  expect(inSecond.ids.length).toBe(people.filter(({ batch }) => batch === second).length);
  for (const batch of [null, first, second]) {
    const counts = await countStates({ pool: database.pool, proof, batch });
    for (const state of STATES) {
      expect(counts[state]).toBe(
        people.filter((person) => person.state === state && (!batch || person.batch === batch)).length,
      );
    }
  }
});

it("begins anew where the key is none of this offer's", async () => {
  const wish = {
    filter: { q: "maria", state: null, batch: null },
    sort: "name",
    place: { kind: "after", id: "0191f0f0-0000-7000-8000-000000000000" },
  } as const;
  const page = await findPage({ pool: database.pool, proof, wish, few: false, size: 5 });
  expect(page.ids).toHaveLength(5);
});

// Last, because a reveal cannot be undone.
it("begins the next page by state where the last one ended, also when its last allocation has moved on since", async () => {
  const all = { q: "", state: null, batch: null };
  const expected = STATES.flatMap((state) => people.filter((person) => person.state === state).toReversed());
  const [, last] = expected;
  await database.pool.query("UPDATE allocations SET state = 'REVEALED', revealed_at = now() WHERE id = $1", [last?.id]);
  const place = { kind: "after", id: last?.id ?? "", state: last?.state } as const;
  const wish: TableWish = { filter: all, sort: "state", place };
  const page = await findPage({ pool: database.pool, proof, wish, few: false, size: 7 });
  expect(page.ids).toEqual(expected.slice(2, 9).map(({ id }) => id));
});
