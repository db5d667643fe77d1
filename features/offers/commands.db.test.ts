import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import { buildCourse } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { databaseNow } from "@/server/db";
import { changeOffer, createOffer } from "./commands";
import { listOffersAtDesk, readOfferAtDesk } from "./queries";
import type { OfferInput } from "./schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const input: OfferInput = {
  guide: "aws",
  name: "AWS credit",
  amount: "99.50",
  currency: "USD",
  opening: "at",
  opensAt: "2026-11-23T09:00",
  closesAt: "2026-12-23T18:00",
  redeemBy: new Date("2027-04-30"),
  policy: "BY_APPROVAL",
  acknowledgement: "Supported by a sponsor.",
};

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma, { timeZone: "Asia/Tokyo" });
  const userId = "0191f0f0-0000-7000-8000-000000000001";
  const proof = { userId, courseId: course.id, courseSlug: course.slug, timeZone: course.timeZone } as CourseInstructor;
  const create = (overrides: Partial<OfferInput> = {}) =>
    createOffer({ prisma, proof, input: { ...input, ...overrides } });
  const own = async (offerSlug: string) => {
    const offer = await prisma.offer.findFirstOrThrow({ where: { courseId: course.id, slug: offerSlug } });
    return { ...proof, offerId: offer.id, offerSlug } as OfferInstructor;
  };
  return { prisma, proof, create, own };
}

describe("createOffer", () => {
  it("stores instants of the course's zone, and records it", async () => {
    const { prisma, proof, create, own } = await setUp();
    expect(await create()).toEqual({ ok: true, value: { slug: "aws-credit" } });
    const offer = await readOfferAtDesk({ prisma, proof: await own("aws-credit") });
    expect(offer).toMatchObject({
      amountMinor: 9950,
      currency: "USD",
      opensAt: new Date("2026-11-23T00:00Z"),
      redeemBy: new Date("2027-04-30"),
      expiresAt: new Date("2027-04-30T15:00Z"),
      policy: "BY_APPROVAL",
    });
    expect(await prisma.auditEvent.findFirst({ where: { courseId: proof.courseId } })).toMatchObject({
      act: "offer.created",
    });
  });

  it("numbers namesakes of one course only, also at once", async () => {
    const [one, two] = [await setUp(), await setUp()];
    const made = await Promise.all([one.create(), one.create(), one.create(), two.create()]);
    expect(
      made
        .slice(0, 3)
        .map((saved) => saved.ok && saved.value.slug)
        .sort(),
    ).toEqual(["aws-credit", "aws-credit-2", "aws-credit-3"]);
    expect(made[3]).toEqual({ ok: true, value: { slug: "aws-credit" } });
    expect(await listOffersAtDesk({ prisma: one.prisma, proof: one.proof })).toHaveLength(3);
  });

  it("refuses what is wrong and makes nothing", async () => {
    const { prisma, proof, create } = await setUp();
    expect(await create({ amount: "-1", closesAt: "2026-01-01T00:00" })).toMatchObject({
      ok: false,
      problems: { amount: [expect.any(String)], closesAt: [expect.any(String)] },
    });
    expect(await listOffersAtDesk({ prisma, proof })).toEqual([]);
  });
});

describe("changeOffer", () => {
  it("changes the offer, and tells the later of two instructors", async () => {
    const { prisma, create, own } = await setUp();
    await create();
    const proof = await own("aws-credit");
    const save = (name: string, version: number) => changeOffer({ prisma, proof, input: { ...input, name }, version });
    expect(await save("First", 1)).toMatchObject({ ok: true });
    const late = await save("Second", 1);
    expect(late).toMatchObject({ ok: false, reason: "changed", values: { version: "2" } });
    expect(late.ok ? "" : late.sentence).toContain("Name: “First”");
    expect(await save("Second", 2)).toMatchObject({ ok: true });
    expect(await readOfferAtDesk({ prisma, proof })).toMatchObject({ name: "Second", slug: "aws-credit", version: 3 });
  });
});

describe("an offer that opens now", () => {
  // Whatever the clock of this process says: the database's decides.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-01-01T00:00Z") }));
  afterEach(() => void vi.useRealTimers());
  const now = async () => (await databaseNow(database.prisma)).getTime();
  const opening = {
    opening: "now",
    opensAt: "",
    closesAt: "2090-01-01T00:00",
    redeemBy: new Date("2090-01-01"),
  } as const;

  it("opens by the database's clock when it is made, and when one that was to open later is saved so", async () => {
    const { prisma, create, own } = await setUp();
    const opensAt = async (slug: string) =>
      (await readOfferAtDesk({ prisma, proof: await own(slug) }))?.opensAt.getTime();
    const before = await now();
    await create(opening);
    expect(await opensAt("aws-credit")).toBeGreaterThanOrEqual(before - 1);
    expect(await opensAt("aws-credit")).toBeLessThanOrEqual(await now());

    await create({ ...opening, name: "Later", opening: "at", opensAt: "2080-01-01T00:00" });
    const proof = await own("later");
    const change = (version: number) =>
      changeOffer({ prisma, proof, input: { ...input, ...opening, name: "Later" }, version });
    const pressed = await now();
    expect(await change(1)).toMatchObject({ ok: true });
    const opened = await opensAt("later");
    expect(opened).toBeGreaterThanOrEqual(pressed - 1);
    expect(opened).toBeLessThanOrEqual(await now());
    // It has opened: pressed again, it keeps that instant.
    expect(await change(2)).toMatchObject({ ok: true });
    expect(await opensAt("later")).toBe(opened);
  });
});

describe("a last day to redeem beyond the day on which the course forgets its people", () => {
  it("is refused, of a new offer and of one that is changed; one that stays as it was is not", async () => {
    const { prisma, proof: instructor, create, own } = await setUp();
    await create();
    const proof = await own("aws-credit");
    const retain = (day: string) =>
      prisma.course.update({ where: { id: instructor.courseId }, data: { retainUntil: new Date(day) } });
    await retain("2027-05-31");
    const save = (redeemBy: string, version: number) =>
      changeOffer({ prisma, proof, input: { ...input, redeemBy: new Date(redeemBy) }, version });
    const refused = { ok: false, problems: { redeemBy: [expect.stringMatching(/kept until 31 May 2027 only/)] } };
    expect(await save("2027-06-01", 1)).toMatchObject(refused);
    expect(await create({ name: "Other", redeemBy: new Date("2027-06-01") })).toMatchObject(refused);
    expect(await save("2027-05-31", 1)).toMatchObject({ ok: true });
    expect(await readOfferAtDesk({ prisma, proof })).toMatchObject({ redeemBy: new Date("2027-05-31") });
    await retain("2027-05-01");
    expect(await save("2027-05-31", 2)).toMatchObject({ ok: true });
    // Whoever comes too late is told that first.
    expect(await save("2027-06-01", 1)).toMatchObject({ ok: false, reason: "changed" });
  });

  it("waits for that day, where it is being moved at this moment", async () => {
    const { prisma, create, own } = await setUp();
    await create();
    const proof = await own("aws-credit");
    const client = await database.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE courses SET retain_until = '2027-05-31' WHERE id = $1", [proof.courseId]);
      let isSettled = false;
      const saving = changeOffer({
        prisma,
        proof,
        input: { ...input, redeemBy: new Date("2027-12-01") },
        version: 1,
      }).finally(() => {
        isSettled = true;
      });
      const isWaiting = async () =>
        (
          await database.pool.query(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
          )
        ).rowCount !== 0;
      await expect.poll(async () => isSettled || (await isWaiting())).toBe(true);
      await client.query("COMMIT");
      expect(await saving).toMatchObject({ ok: false, problems: { redeemBy: [expect.any(String)] } });
    } finally {
      client.release();
    }
  });
});
