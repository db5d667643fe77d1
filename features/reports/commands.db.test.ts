import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { done, refuse } from "@/server/errors";
import { sendStream } from "@/server/send-stream";
import type { Snapshot } from "@/server/snapshot";
import { makeDownload } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function buildProof() {
  const course = await buildCourse(database.prisma);
  const offer = await buildOffer(database.prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, role: "INSTRUCTOR" });
  return instructorOf({ course, offer, enrolment });
}

type Proof = Awaited<ReturnType<typeof buildProof>>;

/** A download of what COPY writes of a query. */
const begin = (proof: Proof, sql: string) =>
  makeDownload({
    ...database,
    proof,
    prepare: async (snapshot: Snapshot) =>
      done({
        what: "test",
        format: "csv",
        event: { act: "list.exported", detail: { list: "test" } },
        pieces: snapshot.copy(`COPY (${sql}) TO STDOUT`),
      }),
  });
const LONG = "SELECT repeat('long ', 1000) FROM generate_series(1, 100000)";
const inUse = () => database.pool.totalCount - database.pool.idleCount;
const recorded = (proof: Proof) => database.prisma.auditEvent.count({ where: { courseId: proof.courseId } });

describe("a download", () => {
  it("gives its connection back whether it is read to the end or left, and only two are made at once", async () => {
    const proof = await buildProof();
    const [one, two] = [await begin(proof, "SELECT 'short'"), await begin(proof, LONG)];
    expect(await begin(proof, "SELECT 1")).toMatchObject({ ok: false, reason: "export-busy" });
    expect(await recorded(proof)).toBe(2);
    if (!one.ok || !two.ok) throw new Error("refused");
    expect(await sendStream(one.value).text()).toBe("short\n");
    const left = sendStream(two.value).body?.getReader();
    await left?.read();
    await left?.cancel();
    expect(inUse()).toBe(0);
    // What was left is not read any further by the server either.
    await expect
      .poll(async () => (await database.pool.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY%'")).rowCount)
      .toBe(0);
    const again = await begin(proof, "SELECT 1");
    if (!again.ok) throw new Error(again.sentence);
    expect(await sendStream(again.value).text()).toBe("1\n");
  });

  it("that is refused, or cannot be recorded, takes no place and leaves no trace", async () => {
    const proof = await buildProof();
    const prepare = async () => refuse("not-now", "Not now.");
    const nobody = { ...proof, userId: "no identifier" } as Proof;
    for (let round = 0; round < 3; round += 1) {
      expect(await makeDownload({ ...database, proof, prepare })).toMatchObject({ reason: "not-now" });
      await expect(begin(nobody, "SELECT 1")).rejects.toThrow();
    }
    expect(inUse()).toBe(0);
    expect(await recorded(proof)).toBe(0);
  });

  it("that finds a fault on its way breaks off", async () => {
    const proof = await buildProof();
    for (let round = 0; round < 3; round += 1) {
      const broken = await begin(proof, "SELECT 1 / (n - 5000) FROM generate_series(1, 10000) n");
      if (!broken.ok) throw new Error(broken.sentence);
      await expect(sendStream(broken.value).text()).rejects.toThrow("broke off");
    }
    expect(inUse()).toBe(0);
  });
});
