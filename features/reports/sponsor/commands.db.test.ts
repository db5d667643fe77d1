import { parse } from "csv-parse/sync";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveAcknowledgement } from "@/features/credits/acknowledgements/commands";
import { replaceCode } from "@/features/credits/allocations/commands";
import { claimCode, confirmRedemption, reportCode, revealCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { sendStream } from "@/server/send-stream";
import { askPool } from "@/server/snapshot";
import { exportSponsorReport } from "./commands";
import { readSponsorReport } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const CANARY = "Canaria";

/** A course of six people, all called after the canary, who came as far as each can. */
async function buildClass() {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma, { contactName: CANARY, contactAddress: "canaria@example.org" });
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: 6, fileName: `${CANARY}.csv` });
  const late = await buildBatch(prisma, { offer, codes: 3, expiresAt: new Date("2030-01-01T00:00:00Z") });
  await pool.query("UPDATE codes SET amount_minor = 2500 WHERE batch_id = $1", [late.id]);
  const enrol = (number: number, role: "PARTICIPANT" | "INSTRUCTOR" = "PARTICIPANT") =>
    buildEnrolment(prisma, {
      courseId: course.id,
      name: `${CANARY} ${number}`,
      email: `canaria-${number}-${course.slug}@example.org`,
      role,
    });
  const instructor = await enrol(0, "INSTRUCTOR");
  const proof = instructorOf({ course, offer, enrolment: instructor });
  const people = [];
  for (let number = 1; number <= 6; number += 1) {
    people.push(memberOf({ course, offer, enrolment: await enrol(number) }));
  }
  return { offer, proof, people };
}

it("counts every code once, with what it is worth, and people by how far they came", async () => {
  const { prisma, pool } = database;
  const { offer, proof, people } = await buildClass();
  const [given, revealed, redeemed, reported, replaced] = people;
  if (!given || !revealed || !redeemed || !reported || !replaced) throw new Error("too few people");
  for (const member of [given, revealed, redeemed, reported, replaced]) await claimCode({ pool, proof: member });
  for (const member of [revealed, redeemed, reported, replaced]) await revealCode({ prisma, proof: member });
  await confirmRedemption({ prisma, proof: redeemed });
  await reportCode({ prisma, proof: reported, cause: "something-else", verdict: "try-again-first" });
  const { id: allocationId } = await prisma.allocation.findFirstOrThrow({
    where: { enrolmentId: replaced.enrolmentId },
  });
  await replaceCode({ pool, proof, allocationId });
  await giveAcknowledgement({ prisma, proof: redeemed });

  const report = await readSponsorReport({ ask: askPool(pool), proof });
  const [told] = report?.offers ?? [];
  expect(told?.people).toEqual({ enrolled: 6, requested: 5, given: 5, revealed: 4, redeemed: 1, acknowledged: 1 });
  expect(told?.received).toEqual({ codes: 9, amountMinor: 6 * 10_000 + 3 * 2500 });
  const codes = Object.fromEntries(Object.entries(told?.places ?? {}).map(([place, sum]) => [place, sum.codes]));
  // The replaced person holds a second code, not revealed yet.
  expect(codes).toEqual({ unused: 3, given: 2, revealed: 1, redeemed: 1, reported: 1, quarantined: 1 });
  const all = Object.values(told?.places ?? {});
  expect(all.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(told?.received.amountMinor);
  expect(told?.batches.map((batch) => [batch.codes, batch.amountMinor, batch.expiresAt?.getUTCFullYear()])).toEqual([
    [6, 60_000, undefined],
    [3, 7500, 2030],
  ]);
  expect(told?.batches.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);

  const outcome = await exportSponsorReport({ ...database, proof, format: "csv" });
  if (!outcome.ok) throw new Error(outcome.sentence);
  const text = await sendStream(outcome.value).text();
  const rows: string[][] = parse(text, { bom: true });
  expect(rows).toContainEqual([offer.name, "Codes", "Replaced or revoked", "1", "codes"]);
  // No name, no address, no file's name.
  for (const told of [text, JSON.stringify(report)]) expect(told).not.toMatch(/canaria|@/i);
  expect(
    await prisma.auditEvent.findFirst({ where: { act: "list.exported", courseId: proof.courseId } }),
  ).toMatchObject({
    detail: { list: "report", format: "csv", rows: rows.length - 1 },
  });
});

it("counts who has left among those enrolled, as far as they came", async () => {
  const { prisma, pool } = database;
  const { proof, people } = await buildClass();
  const [gone, goneBefore] = people;
  if (!gone || !goneBefore) throw new Error("too few people");
  await claimCode({ pool, proof: gone });
  await prisma.enrolment.updateMany({
    where: { id: { in: [gone.enrolmentId, goneBefore.enrolmentId] } },
    data: { removedAt: new Date() },
  });
  const report = await readSponsorReport({ ask: askPool(pool), proof });
  // Who left before asking for anything is in no line.
  expect(report?.offers[0]?.people).toMatchObject({ enrolled: 5, requested: 1, given: 1 });
});

it("is a PDF as well, which names nobody, and is recorded as one", async () => {
  const { prisma } = database;
  const { offer, proof } = await buildClass();
  const outcome = await exportSponsorReport({ ...database, proof, format: "pdf" });
  if (!outcome.ok) throw new Error(outcome.sentence);
  expect(outcome.value.fileName).toMatch(/-report-.*\.pdf$/);
  const response = sendStream(outcome.value);
  expect(response.headers.get("Content-Type")).toBe("application/pdf");
  const pdf = await getDocument({ data: await response.bytes(), verbosity: 0 }).promise;
  const texts = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(...items.map((item) => ("str" in item ? item.str : "")));
  }
  const text = texts.join(" ");
  expect(text).toContain(offer.name);
  expect(text).not.toMatch(/canaria|@/i);
  const event = await prisma.auditEvent.findFirst({ where: { act: "list.exported", courseId: proof.courseId } });
  expect(event?.detail).toMatchObject({ list: "report", format: "pdf" });
});

it("tells of a course without offers that there are none", async () => {
  const course = await buildCourse(database.prisma);
  const proof = { ...(await buildClass()).proof, courseId: course.id };
  expect(await readSponsorReport({ ask: askPool(database.pool), proof })).toMatchObject({ offers: [] });
});
