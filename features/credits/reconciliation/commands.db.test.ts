import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CodeDisclosure } from "@/features/courses/access";
import { startImport } from "@/features/courses/imports/commands";
import { releaseCode, replaceCode, revokeCode } from "@/features/credits/allocations/commands";
import { giveCode, runBulkAct, startBulkAct } from "@/features/credits/bulk/commands";
import { checkCodes } from "@/features/credits/checks/commands";
import { claimCode } from "@/features/credits/commands";
import { importCodes } from "@/features/credits/imports/commands";
import { findCodeColumns } from "@/features/credits/imports/rules";
import { readOffer } from "@/features/credits/queries";
import { approveRequest, serveEveryList, serveWaiting } from "@/features/credits/requests/commands";
import { moveCodes, setCodesAside } from "@/features/credits/spares/commands";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { disclosureOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Enrolment, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { quarantineAll, quarantineGiven, reopenPool } from "./commands";
import { readFreeze } from "./queries";

let database: TestDatabase;
let course: Course;
let offer: Offer;
let proof: CodeDisclosure;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 8 });
});
afterAll(() => database.drop());
beforeEach(async () => {
  course = await buildCourse(database.prisma);
  offer = await buildOffer(database.prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  proof = disclosureOf({ course, offer, enrolment });
});

const join = () => buildEnrolment(database.prisma, { courseId: course.id });
const memberIs = (enrolment: Enrolment) => memberOf({ course, offer, enrolment });
const claim = (enrolment: Enrolment) => claimCode({ pool: database.pool, proof: memberIs(enrolment) });
const fill = (codes: number | string[]) => buildBatch(database.prisma, { offer, codes });
/** As a restore leaves it: whatever is there now was in the backup. */
const freeze = async () => {
  await database.pool.query(
    `UPDATE offers SET frozen_at = clock_timestamp(), restored_to = clock_timestamp() + interval '1 ms', pool_then = (SELECT count(*) FROM codes WHERE offer_id = $1
       AND state IN ('AVAILABLE', 'SPARE')) WHERE id = $1`,
    [offer.id],
  );
  return (await readFreeze({ pool: database.pool, proof }))?.version ?? 0;
};
const countGiven = () => database.prisma.allocation.count({ where: { offerId: offer.id } });
const states = async () =>
  (await database.prisma.code.findMany({ where: { offerId: offer.id }, orderBy: { slot: "asc" } })).map((c) => c.state);
const countBlocked = async () => {
  const { rows } = await database.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows[0]?.count;
};
const by = (version: number) => ({ prisma: database.prisma, proof, version });

describe("from a frozen pool nothing is given (T28)", () => {
  it("by asking: the request waits, its person reads why, and the list is served after the freeze", async () => {
    await fill(2);
    const version = await freeze();
    const person = await join();
    expect((await claim(person)).outcome).toBe("waiting");
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(0);
    await serveEveryList({ pool: database.pool });
    expect(await countGiven()).toBe(0);
    const view = await readOffer({ pool: database.pool, proof: memberIs(person) });
    expect(view).toMatchObject({ standing: "waiting", sentence: expect.stringContaining("paused") });
    expect(await reopenPool(by(version))).toEqual({ ok: true, value: null });
    const jobs = await database.prisma.outboxJob.findMany({ where: { task: "serve-waiting" } });
    expect(jobs.map(({ payload }) => payload)).toContainEqual({ offerId: offer.id });
    expect(await serveWaiting({ pool: database.pool, offerId: offer.id })).toBe(1);
  });

  it("by hand, one by one or many at once", async () => {
    await fill(2);
    await freeze();
    const person = await join();
    const { pool, prisma } = database;
    expect(await giveCode({ pool, proof, enrolmentId: person.id })).toMatchObject({ ok: false, reason: "frozen" });
    const selection = { kind: "ids" as const, ids: [person.id, (await join()).id] };
    const started = await startBulkAct({ pool, prisma, proof, act: "give", selection });
    const bulkActId = started.ok ? started.value.bulkActId : "";
    await runBulkAct({ pool, prisma, bulkActId });
    expect(await prisma.bulkAct.findUnique({ where: { id: bulkActId } })).toMatchObject({ counts: { frozen: 2 } });
    expect(await countGiven()).toBe(0);
  });

  it("by approval: the approved person waits", async () => {
    await fill(2);
    await database.prisma.offer.update({ where: { id: offer.id }, data: { policy: "BY_APPROVAL" } });
    await freeze();
    expect((await claim(await join())).outcome).toBe("pending");
    const request = await database.prisma.request.findFirstOrThrow({ where: { offerId: offer.id } });
    expect(await approveRequest({ prisma: database.prisma, proof, requestId: request.id })).toBe("waiting");
    expect(await countGiven()).toBe(0);
  });

  it("as a replacement, from the pool or the spares, and the old code stays with its owner", async () => {
    await fill(4);
    const person = await join();
    const given = await claim(person);
    await setCodesAside({ prisma: database.prisma, proof, count: 1 });
    await freeze();
    const allocation = await database.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: person.id } });
    expect(given.outcome).toBe("allocated");
    for (const from of ["pool", "spares"] as const) {
      const replaced = await replaceCode({ pool: database.pool, proof, allocationId: allocation.id, from });
      expect(replaced).toMatchObject({ ok: false, reason: "frozen" });
    }
    expect(await countGiven()).toBe(1);
  });

  it("by way of another offer's pool", async () => {
    await fill(2);
    const other = await buildOffer(database.prisma, { courseId: course.id });
    await freeze();
    const moved = await moveCodes({ pool: database.pool, proof, target: other.slug, count: 2 });
    expect(moved).toMatchObject({ ok: false, reason: "frozen" });
    const back = { ...proof, offerId: other.id, offerSlug: other.slug } as CodeDisclosure;
    expect(await moveCodes({ pool: database.pool, proof: back, target: offer.slug, count: 1 })).toMatchObject({
      reason: "frozen",
    });
  });

  it("by any other way: the table itself refuses", async () => {
    await fill(1);
    await freeze();
    const person = await join();
    await claim(person);
    await expect(
      database.pool.query(
        `INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id)
         SELECT uuid7(), r.course_id, r.offer_id, r.enrolment_id, c.id, r.id FROM requests r JOIN codes c ON c.offer_id = r.offer_id
         WHERE r.offer_id = $1`,
        [offer.id],
      ),
    ).rejects.toThrow("nothing is given from a frozen pool");
  });
});

it("does not release what was unseen in the backup, but revokes it (T28)", async () => {
  await fill(2);
  const person = await join();
  await claim(person);
  const version = await freeze();
  await reopenPool(by(version));
  const { id } = await database.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: person.id } });
  const on = { pool: database.pool, proof, allocationId: id };
  expect(await releaseCode(on)).toMatchObject({ ok: false, reason: "restored" });
  await expect(database.pool.query("UPDATE allocations SET state = 'RELEASED' WHERE id = $1", [id])).rejects.toThrow(
    "may have been seen since",
  );
  expect(await revokeCode(on)).toMatchObject({ ok: true });
  // What is given after the restore is released as ever.
  const next = await join();
  await claim(next);
  const later = await database.prisma.allocation.findFirstOrThrow({ where: { enrolmentId: next.id } });
  expect(await releaseCode({ ...on, allocationId: later.id })).toMatchObject({ ok: true });
});

describe("reconciling", () => {
  it("finds pasted codes however they are spelt, keeps unknown ones out, and tells how many", async () => {
    const tag = course.slug.toUpperCase();
    await fill([`${tag}-AA`, `${tag}-BB`, `${tag}-CC`]);
    const holder = await join();
    await claim(holder);
    const other = await buildOffer(database.prisma, { courseId: course.id });
    await buildBatch(database.prisma, { offer: other, codes: [`${tag}-ELSEWHERE`] });
    const version = await freeze();
    const text = [`${tag}aa`.toLowerCase(), `${tag}-BB`, `${tag}-CC`, `${tag}-ELSEWHERE`, `${tag}-NEW`].join("\n");
    const settled = await quarantineGiven({ ...by(version), keys: TEST_KEYS, text });
    expect(settled).toEqual({ ok: true, value: { quarantined: 2, settled: 1, elsewhere: 1, kept: 1 } });
    expect((await states()).filter((state) => state === "QUARANTINED")).toHaveLength(3);
    const event = await database.prisma.auditEvent.findFirst({
      where: { offerId: offer.id, act: "codes.quarantined" },
    });
    expect(JSON.stringify(event, (_, value) => String(value))).not.toContain(tag);
    // The same again changes nothing.
    expect(await quarantineGiven({ ...by(version + 1), keys: TEST_KEYS, text })).toMatchObject({
      value: { quarantined: 0, settled: 4, kept: 0 },
    });
  });

  it("waits for an import that has not committed yet, and finds its codes (T11)", async () => {
    const { prisma, pool, owner } = database;
    const keys = TEST_KEYS;
    const code = `${course.slug.toUpperCase()}-UNDER-WAY`;
    const other = await buildOffer(prisma, { courseId: course.id });
    const there = { ...proof, offerId: other.id, offerSlug: other.slug } as CodeDisclosure;
    const about = { kind: "CODES", proof: there, recognise: findCodeColumns } as const;
    const id = (await buildImport({ prisma, ring: keys.codeRing, about, bytes: code })).id ?? "";
    await checkCodes({ ...database, keys, id });
    await startImport({ prisma, proof: there, kind: "CODES", id, options: {} });
    const version = await freeze();
    const holder = await owner.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM imports WHERE id = $1 FOR UPDATE", [id]);
      const importing = importCodes({ prisma, pool, keys, id, userId: null });
      await expect.poll(countBlocked, { timeout: 10_000 }).toBe(1);
      const settling = quarantineGiven({ ...by(version), keys, text: code });
      await expect.poll(countBlocked, { timeout: 10_000 }).toBe(2);
      await holder.query("COMMIT");
      const [, settled] = await Promise.allSettled([importing, settling]);
      expect(settled).toMatchObject({ value: { value: { elsewhere: 1, kept: 0 } } });
    } finally {
      holder.release(true);
    }
    expect(await prisma.code.count({ where: { offerId: other.id, state: "AVAILABLE" } })).toBe(1);
  });

  it("puts everything that was unused then into quarantine, and nothing that came in since", async () => {
    await fill(2);
    const version = await freeze();
    await database.pool.query("SELECT pg_sleep(0.005)");
    await fill(3);
    expect(await quarantineAll(by(version))).toEqual({ ok: true, value: { count: 2 } });
    expect((await states()).filter((state) => state === "AVAILABLE")).toHaveLength(3);
  });

  it("lets one instructor after the other, and none twice", async () => {
    await fill(2);
    const version = await freeze();
    const both = await Promise.all([reopenPool(by(version)), quarantineAll(by(version))]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const open = (await readFreeze({ pool: database.pool, proof }))?.frozenAt === null;
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: open ? "open" : "changed" });
  });

  it("refuses a step by a page that shows an older state, and hands it the new version", async () => {
    await fill(1);
    const version = await freeze();
    expect(await quarantineAll(by(version))).toMatchObject({ ok: true });
    const refused = { ok: false, reason: "changed", values: { version: String(version + 1) } };
    expect(await reopenPool(by(version))).toMatchObject(refused);
    expect(await quarantineAll(by(version))).toMatchObject(refused);
    expect(await quarantineGiven({ ...by(0), keys: TEST_KEYS, text: "two words" })).toMatchObject({
      reason: "invalid",
    });
  });
});
