import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealTrail } from "@/features/audit/seals/commands";
import { claimCode, revealCode } from "@/features/credits/commands";
import { createTestDatabase } from "@/scripts/test-database";
import { buildBatch } from "./factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "./factories/build-course";
import { memberOf } from "./factories/build-proof";

let db: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  db = await createTestDatabase({ connections: 8 });
});
afterAll(() => db.drop());

async function giveCode() {
  const course = await buildCourse(db.prisma);
  const offer = await buildOffer(db.prisma, { courseId: course.id });
  await buildBatch(db.prisma, { offer, codes: 2 });
  const enrolment = await buildEnrolment(db.prisma, { courseId: course.id });
  const proof = memberOf({ course, offer, enrolment });
  await claimCode({ pool: db.pool, proof: { ...proof, userId: null } });
  const allocation = await db.prisma.allocation.findFirstOrThrow({ where: { offerId: offer.id } });
  return { course, offer, enrolment, proof, allocation };
}

const sql = (text: string, ...values: unknown[]) => db.pool.query(text, values);

describe("T24: back to the pool", () => {
  it("is impossible after the reveal, whatever the statement", async () => {
    const { proof, allocation } = await giveCode();
    await revealCode({ prisma: db.prisma, proof });
    await expect(sql("UPDATE allocations SET state = 'RELEASED' WHERE id = $1", allocation.id)).rejects.toThrow(
      "released_unseen",
    );
    await expect(sql("UPDATE allocations SET revealed_at = NULL WHERE id = $1", allocation.id)).rejects.toThrow(
      "cannot be undone",
    );
    await sql("UPDATE allocations SET state = 'REVOKED' WHERE id = $1", allocation.id);
    await expect(sql("UPDATE codes SET state = 'AVAILABLE' WHERE id = $1", allocation.codeId)).rejects.toThrow(
      "never returns",
    );
  });

  it("is impossible while somebody holds the code, and from quarantine", async () => {
    const { allocation } = await giveCode();
    await expect(sql("UPDATE codes SET state = 'AVAILABLE' WHERE id = $1", allocation.codeId)).rejects.toThrow(
      "never returns",
    );
    await sql("UPDATE codes SET state = 'QUARANTINED' WHERE id = $1", allocation.codeId);
    await expect(sql("UPDATE codes SET state = 'AVAILABLE' WHERE id = $1", allocation.codeId)).rejects.toThrow(
      "quarantine",
    );
  });

  it("works for a released code that nobody has seen", async () => {
    const { allocation } = await giveCode();
    await sql("UPDATE allocations SET state = 'RELEASED', released_at = now() WHERE id = $1", allocation.id);
    await sql("UPDATE codes SET state = 'AVAILABLE' WHERE id = $1", allocation.codeId);
    expect(await db.prisma.code.findUnique({ where: { id: allocation.codeId } })).toMatchObject({ state: "AVAILABLE" });
  });

  it("loses the race when reveal and release come at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { proof, allocation } = await giveCode();
      const release = sql(
        `WITH gone AS (UPDATE allocations SET state = 'RELEASED', released_at = now() WHERE id = $1 AND state = 'ALLOCATED' RETURNING code_id)
         SELECT code_id FROM gone`,
        allocation.id,
      ).then(async ({ rowCount }) => {
        if (rowCount) await sql("UPDATE codes SET state = 'AVAILABLE' WHERE id = $1", allocation.codeId);
      });
      await Promise.all([release, revealCode({ prisma: db.prisma, proof })]);
      const row = await db.prisma.allocation.findUniqueOrThrow({
        where: { id: allocation.id },
        include: { code: true },
      });
      expect([row.state, row.code.state, row.revealedAt === null]).toEqual(
        row.state === "RELEASED" ? ["RELEASED", "AVAILABLE", true] : ["REVEALED", "ALLOCATED", false],
      );
    }
  });
});

describe("unique indexes", () => {
  const copy = `INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id)
    SELECT uuid7(), course_id, offer_id, $2, $3, request_id FROM allocations WHERE id = $1`;

  it("refuse a second live allocation of one person, and one code for two people", async () => {
    const { course, offer, enrolment, allocation } = await giveCode();
    const spare = await db.prisma.code.findFirstOrThrow({ where: { offerId: offer.id, state: "AVAILABLE" } });
    const other = await buildEnrolment(db.prisma, { courseId: course.id });
    await expect(sql(copy, allocation.id, enrolment.id, spare.id)).rejects.toThrow("allocations_one_live");
    await expect(sql(copy, allocation.id, other.id, allocation.codeId)).rejects.toThrow("allocations_code_once");
  });

  it("refuse one code in two pools of the deployment (T22)", async () => {
    const offers = [await giveCode(), await giveCode()];
    const [one, other] = offers.map(({ offer }) => offer);
    if (!one || !other) throw new Error("two offers were built");
    await buildBatch(db.prisma, { offer: one, codes: ["same-code-1234"] });
    await expect(buildBatch(db.prisma, { offer: other, codes: ["SAME code 1234"] })).rejects.toThrow("fingerprint");
  });

  it("keep slot out of every index but the claim's own", async () => {
    const { rows } = await sql("SELECT indexname FROM pg_indexes WHERE tablename = 'codes' AND indexdef LIKE '%slot%'");
    expect(rows).toEqual([{ indexname: "codes_available" }]);
  });
});

describe("the audit trail (T18)", () => {
  it.each([
    "UPDATE audit_events SET act = 'nothing'",
    "DELETE FROM audit_events",
    "TRUNCATE audit_events",
    "UPDATE audit_seals SET count = 0",
    "DELETE FROM audit_seals",
    "TRUNCATE audit_seals",
  ])("refuses %s, to the portal's role by its rights and to the owner by a trigger", async (statement) => {
    await giveCode();
    const heads = { last: async () => null, add: async () => {} };
    await sealTrail({ pool: db.pool, key: Buffer.alloc(32, 3), heads });
    await expect(sql(statement)).rejects.toThrow("permission denied");
    await expect(db.owner.query(statement)).rejects.toThrow("only grows");
  });
});

describe("checks", () => {
  it("refuse an amount below one, a window that ends before it begins, and an address in capitals", async () => {
    const course = await buildCourse(db.prisma);
    const courseId = course.id;
    const now = new Date();
    await expect(buildOffer(db.prisma, { courseId, amountMinor: -1 })).rejects.toThrow("offers_amount_positive");
    await expect(buildOffer(db.prisma, { courseId, opensAt: now, closesAt: now })).rejects.toThrow(
      "offers_window_in_order",
    );
    await expect(buildEnrolment(db.prisma, { courseId, email: "Ada@example.org" })).rejects.toThrow(
      "enrolments_email_normalised",
    );
  });
});

describe("what was scrubbed", () => {
  it("gets neither a name nor an address back, and stays scrubbed", async () => {
    const { id: courseId } = await buildCourse(db.prisma);
    const { id } = await buildEnrolment(db.prisma, { courseId });
    const scrub = "UPDATE enrolments SET scrubbed_at = now()";
    await expect(sql(`${scrub} WHERE id = $1`, id)).rejects.toThrow("scrubbed_tell_nothing");
    await sql(`${scrub}, name = '', email = 'gone-' || id || '@scrubbed.invalid' WHERE id = $1`, id);
    await expect(sql("UPDATE enrolments SET name = 'Ada' WHERE id = $1", id)).rejects.toThrow("scrubbed_tell_nothing");
    await expect(sql("UPDATE enrolments SET scrubbed_at = NULL WHERE id = $1", id)).rejects.toThrow("stays scrubbed");
  });
});

describe("uuid7", () => {
  it("makes identifiers of version 7 that are ordered by time", async () => {
    const { rows } = await sql("SELECT uuid7()::text AS id");
    expect(rows[0].id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(Number.parseInt(rows[0].id.slice(0, 13).replace("-", ""), 16) - Date.now())).toBeLessThan(60_000);
  });
});
