import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { findGuide } from "@/content/guides/index";
import type { OfferMember } from "@/features/courses/access";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { markGuidePage } from "./commands";
import { readGuideState } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
afterEach(() => {
  vi.useRealTimers();
});

const pages = findGuide("aws")?.pages ?? [];
const [first = "", second = ""] = pages.map(({ slug }) => slug);

let proof: OfferMember;
let neighbour: OfferMember;
beforeEach(async () => {
  const { prisma } = database;
  const course = await buildCourse(prisma, { timeZone: "Pacific/Auckland", contactName: "Ada" });
  const offer = await buildOffer(prisma, { courseId: course.id, amountMinor: 2_550, currency: "EUR" });
  const person = async () =>
    memberOf({ course, offer, enrolment: await buildEnrolment(prisma, { courseId: course.id }) });
  proof = await person();
  neighbour = await person();
});

const mark = (page: string, done = true) => markGuidePage({ ...database, proof, page, done });
const doneBy = async (who: OfferMember) => (await readGuideState({ pool: database.pool, proof: who }))?.done;

it("keeps a mark for this person and this offer alone, and says where to go on", async () => {
  expect(await mark(first)).toEqual({ ok: true, value: { next: second } });
  expect(await doneBy(proof)).toEqual([first]);
  expect(await doneBy(neighbour)).toEqual([]);
});

it("counts twice as once, also from two tabs", async () => {
  await Promise.all([mark(first), mark(first), mark(first)]);
  expect(await doneBy(proof)).toEqual([first]);
});

it("takes a mark back, and a mark that is not there too", async () => {
  await mark(first);
  await mark(second);
  await mark(first, false);
  await mark(first, false);
  expect(await doneBy(proof)).toEqual([second]);
});

it("answers with no next page after the last one", async () => {
  const last = pages.findLast((page) => page.done !== undefined);
  expect(await mark(last?.slug ?? "")).toEqual({ ok: true, value: { next: null } });
});

it("refuses pages that the guide does not have or that are only for looking things up", async () => {
  const lookUp = pages.find((page) => page.done === undefined);
  for (const page of ["no-such-page", "__proto__", lookUp?.slug ?? ""]) {
    expect(await mark(page)).toMatchObject({ ok: false, reason: "no-such-page" });
  }
  expect(await doneBy(proof)).toEqual([]);
});

it("fills the guide with the offer's own facts, and knows by the database's clock that an offer is over", async () => {
  expect(await readGuideState({ pool: database.pool, proof })).toMatchObject({
    guide: { slug: "aws" },
    facts: { amountMinor: 2_550, currency: "EUR", timeZone: "Pacific/Auckland", contactName: "Ada", expired: false },
  });
  await database.prisma.offer.update({ where: { id: proof.offerId }, data: { redeemBy: new Date("2020-02-29") } });
  expect(await readGuideState({ pool: database.pool, proof })).toMatchObject({
    facts: { redeemBy: new Date("2020-02-29T00:00:00Z"), expired: true },
  });
});

it.each([-365, 365])(
  "knows that an offer is over whatever the portal's clock says, wrong by %i days (T30)",
  async (days) => {
    const { rows } = await database.pool.query<{ past: Date; future: Date }>(
      "SELECT (now()::date - 3)::timestamp AT TIME ZONE 'UTC' AS past, (now()::date + 3)::timestamp AT TIME ZONE 'UTC' AS future",
    );
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * 24 * 3_600_000 });
    for (const [redeemBy, expired] of [
      [rows[0]?.past, true],
      [rows[0]?.future, false],
    ] as const) {
      const window = { opensAt: new Date(0), closesAt: new Date(1) };
      await database.prisma.offer.update({ where: { id: proof.offerId }, data: { ...window, redeemBy } });
      expect((await readGuideState({ pool: database.pool, proof }))?.facts.expired).toBe(expired);
    }
  },
);

it("has nothing for an offer whose guide this portal no longer knows", async () => {
  await database.prisma.offer.update({ where: { id: proof.offerId }, data: { guide: "gone" } });
  expect(await readGuideState({ pool: database.pool, proof })).toBeNull();
});
