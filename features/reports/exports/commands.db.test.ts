import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OfferInstructor } from "@/features/courses/access";
import { claimCode, revealCode } from "@/features/credits/commands";
import { BYTE_ORDER_MARK, FORMULA_SIGNS, writeCsv } from "@/lib/tables/write-csv";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { disclosureOf, instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { seal } from "@/server/crypto";
import { sendStream } from "@/server/send-stream";
import { openSnapshot } from "@/server/snapshot";
import { exportCodes, exportList } from "./commands";
import { defuse } from "./queries";
import { type Format, type List, WORKBOOK_ROWS } from "./rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function buildPlace({ codes = [] as string[] } = {}) {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id, name: "AWS, the credit" });
  if (codes.length > 0) await buildBatch(prisma, { offer, codes });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR", name: "Iris" });
  const at = { course, offer, enrolment };
  const ofCourse: object = { ...instructorOf(at), offerId: undefined, offerSlug: undefined };
  const { offerId, offerSlug, ...rest } = ofCourse as OfferInstructor;
  return { ...at, proof: instructorOf(at), courseProof: rest as OfferInstructor, disclosure: disclosureOf(at) };
}

type Place = Awaited<ReturnType<typeof buildPlace>>;

async function ask({ course, offer }: Place, name: string) {
  const enrolment = await buildEnrolment(database.prisma, { courseId: course.id, name });
  const member = memberOf({ course, offer, enrolment });
  await claimCode({ pool: database.pool, proof: member });
  return { ...member, name };
}

async function download({ proof, list, format }: { proof: OfferInstructor; list: List; format: Format }) {
  const outcome = await exportList({ ...database, proof, list, format });
  if (!outcome.ok) throw new Error(outcome.sentence);
  const response = sendStream(outcome.value);
  return { response, fileName: outcome.value.fileName, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function readCsv(asked: Parameters<typeof download>[0]): Promise<Record<string, string>[]> {
  const { bytes } = await download(asked);
  expect(bytes.toString().startsWith(BYTE_ORDER_MARK)).toBe(true);
  return parse(bytes, { bom: true, columns: true });
}

const events = (act: string, courseId: string) =>
  database.prisma.auditEvent.findMany({ where: { act, courseId }, select: { detail: true, offerId: true } });

describe("a list", () => {
  it("of the roster holds everybody, with times on the course's clocks", async () => {
    const place = await buildPlace();
    const { prisma } = database;
    const courseId = place.course.id;
    await buildEnrolment(prisma, {
      courseId,
      email: "ada@example.org",
      name: 'Ada "the first", Brook',
      createdAt: new Date("2026-07-01T10:00:00Z"),
      removedAt: new Date("2026-12-01T10:00:00Z"),
    });
    const rows = await readCsv({ proof: place.courseProof, list: "roster", format: "csv" });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      Address: "ada@example.org",
      Name: 'Ada "the first", Brook',
      Role: "Participant",
      Added: "2026-07-01T12:00:00+02:00",
      Removed: "2026-12-01T11:00:00+01:00",
      "Time zone": "Europe/Berlin",
    });
    expect(await events("list.exported", courseId)).toEqual([
      { detail: { list: "roster", format: "csv", rows: 2 }, offerId: null },
    ]);
  });

  it("of requests has a column for each of the offer's questions, those taken out too", async () => {
    const place = await buildPlace({ codes: ["QUESTION-ONE"] });
    const { prisma } = database;
    const { courseId, offerId } = place.proof;
    const question = (text: string, position: number, removedAt: Date | null = null) =>
      prisma.question.create({ data: { courseId, offerId, text, position, removedAt } });
    const [why, where] = [await question("=Why?", 1), await question("Where?", 2, new Date())];
    const ada = await ask(place, "Ada");
    await ask(place, "Ben");
    const { id: requestId } = await prisma.request.findFirstOrThrow({ where: { enrolmentId: ada.enrolmentId } });
    await prisma.answer.create({ data: { requestId, questionId: why.id, courseId, text: "+1 for research" } });
    await prisma.answer.create({ data: { requestId, questionId: where.id, courseId, text: "Lab" } });
    const rows = await readCsv({ proof: place.proof, list: "requests", format: "csv" });
    expect(rows.map((row) => [row.Name, row.State, row["'=Why?"], row["Where?"]])).toEqual([
      ["Ada", "Fulfilled", "'+1 for research", "Lab"],
      ["Ben", "Waiting", "", ""],
    ]);
    expect((await events("list.exported", courseId))[0]?.offerId).toBe(offerId);
  });

  it("of allocations is of one offer or of all, and holds no code", async () => {
    const place = await buildPlace({ codes: ["SECRET-A-1", "SECRET-A-2"] });
    const { prisma } = database;
    const yen = await buildOffer(prisma, {
      courseId: place.course.id,
      name: "Yen",
      currency: "JPY",
      amountMinor: 5000,
    });
    await buildBatch(prisma, { offer: yen, codes: ["SECRET-A-3"] });
    await ask(place, "Ada");
    await ask({ ...place, offer: yen }, "Ben");
    const { bytes } = await download({ proof: place.courseProof, list: "allocations", format: "csv" });
    expect(bytes.toString()).not.toContain("SECRET");
    const all = await readCsv({ proof: place.courseProof, list: "allocations", format: "csv" });
    expect(all.map((row) => [row.Offer, row.Name, row.State, row.Amount, row.Currency])).toEqual([
      ["AWS, the credit", "Ada", "Allocated", "100.00", "USD"],
      ["Yen", "Ben", "Allocated", "5000", "JPY"],
    ]);
    expect(await readCsv({ proof: place.proof, list: "allocations", format: "csv" })).toHaveLength(1);
  });

  it("of messages holds every delivery with the mail server's answer", async () => {
    const place = await buildPlace();
    const { prisma } = database;
    const { courseId, enrolmentId } = { courseId: place.course.id, enrolmentId: place.enrolment.id };
    const message = await prisma.message.create({ data: { courseId, kind: "LETTER", subject: "@all", body: "Hello" } });
    await prisma.delivery.create({
      data: {
        courseId,
        messageId: message.id,
        enrolmentId,
        address: "old@example.org",
        state: "REFUSED",
        answer: "-550 no",
      },
    });
    const [row] = await readCsv({ proof: place.courseProof, list: "messages", format: "csv" });
    expect(row).toMatchObject({
      Kind: "Letter",
      Subject: "'@all",
      Address: "old@example.org",
      State: "Refused",
      "Answer of the mail server": "'-550 no",
    });
  });

  it("is named, typed and kept by nobody", async () => {
    const place = await buildPlace();
    const { response, fileName } = await download({ proof: place.proof, list: "allocations", format: "csv" });
    expect(fileName).toMatch(
      new RegExp(`^${place.course.slug}-allocations-${place.offer.slug}-\\d{4}-\\d\\d-\\d\\d[.]csv$`),
    );
    expect(response.headers.get("content-disposition")).toContain(`attachment; filename="${fileName}"`);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  });
});

describe("formulas (T12)", () => {
  it("are defused in SQL exactly as csv-stringify does it", async () => {
    const begins = fc.constantFrom("", ...FORMULA_SIGNS, "'", "\n", " =", '"', "=");
    const cell = fc
      .tuple(begins, fc.string({ unit: "grapheme" }))
      .map(([begin, text]) => (begin + text).replaceAll("\0", ""));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (cells) => {
        const snapshot = await openSnapshot({ pool: database.pool, timeZone: "UTC" });
        if (!snapshot) throw new Error("no snapshot");
        const literals = cells.map((text) => `U&'${[...text].map(escapeSign).join("")}'`).join(", ");
        const chunks: Uint8Array[] = [];
        const list = `unnest(ARRAY[${literals}]) WITH ORDINALITY AS list (cell, number)`;
        const sql = `COPY (SELECT ${defuse("cell")}, 'end' FROM ${list} ORDER BY number) TO STDOUT (FORMAT csv, FORCE_QUOTE *)`;
        for await (const chunk of snapshot.copy(sql)) chunks.push(chunk);
        await snapshot.end();
        expect(Buffer.concat(chunks).toString()).toBe(writeCsv(cells.map((text) => [text, "end"])));
      }),
    );
  });

  it("are plain text in a workbook", async () => {
    const place = await buildPlace({ codes: ["BOOK-1"] });
    await ask(place, '=HYPERLINK("http://evil.example")');
    const { bytes } = await download({ proof: place.proof, list: "allocations", format: "xlsx" });
    const [sheet] = await readExcelFile(bytes);
    expect(sheet?.sheet).toBe("Allocations");
    expect(sheet?.data[0]?.slice(0, 4)).toEqual(["Offer", "Address", "Name", "State"]);
    expect(sheet?.data[1]?.[2]).toBe('=HYPERLINK("http://evil.example")');
  });
});

function exposeGarbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}

describe("a download", () => {
  it("of a list too long for a workbook is refused, and not recorded", async () => {
    const place = await buildPlace();
    await database.pool.query(
      `INSERT INTO enrolments (id, course_id, email) SELECT uuid7(), $1::uuid, n || '-' || $1 || '@example.org' FROM generate_series(1, $2) n`,
      [place.course.id, WORKBOOK_ROWS],
    );
    expect(await exportList({ ...database, proof: place.courseProof, list: "roster", format: "xlsx" })).toMatchObject({
      ok: false,
      reason: "export-too-long",
    });
    expect(await events("list.exported", place.course.id)).toEqual([]);
  });

  it("of 80 MB comes piece by piece and fills no memory, however slowly it is read", async () => {
    const place = await buildPlace();
    const { id } = place.course;
    // Names are indexed for the search by what takes long for names as long as these; the export does not need it.
    await database.owner.query(
      `DO $$ DECLARE i regclass; BEGIN
         FOR i IN SELECT indexrelid FROM pg_index WHERE indrelid = 'enrolments'::regclass AND NOT indisunique LOOP
           EXECUTE format('DROP INDEX %s', i);
         END LOOP;
       END $$`,
    );
    await database.pool.query(
      `INSERT INTO enrolments (id, course_id, email, name)
       SELECT uuid7(), $1::uuid, n || '-' || $1 || '@example.org', repeat('Long Name ', 400) || n FROM generate_series(1, 20000) n`,
      [id],
    );
    const outcome = await exportList({ ...database, proof: place.courseProof, list: "roster", format: "csv" });
    if (!outcome.ok) throw new Error(outcome.sentence);
    const reader = sendStream(outcome.value).body?.getReader();
    let bytes = 0;
    let lines = 0;
    let pieces = 0;
    let most = 0;
    // What is still in use, not what the collector of garbage has yet to take: that depends on the machine's mood.
    const collectGarbage = exposeGarbageCollector();
    const held = () => {
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const idle = held();
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done || !value) break;
      bytes += value.byteLength;
      lines += value.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
      pieces += 1;
      if (pieces % 150 === 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        most = Math.max(most, held() - idle);
      }
    }
    expect(lines).toBe(20_002);
    expect(bytes).toBeGreaterThan(80_000_000);
    // Far less than the file weighs: it was never there as a whole.
    expect(most).toBeLessThan(45_000_000);
  }, 180_000);

  it("of a code that somebody has tampered with breaks off and frees its place", async () => {
    const place = await buildPlace({ codes: ["BROKEN-1"] });
    await database.pool.query("UPDATE codes SET ciphertext = '\\x00' || ciphertext WHERE offer_id = $1", [
      place.offer.id,
    ]);
    for (let round = 0; round < 4; round += 1) {
      const outcome = await exportCodes({ ...database, proof: place.disclosure, ring: TEST_KEYS.codeRing });
      if (!outcome.ok) throw new Error(outcome.sentence);
      await expect(sendStream(outcome.value).text()).rejects.toThrow();
    }
  });
});

describe("the codes of an offer", () => {
  it("come with their links and holders, and are counted in the trail", async () => {
    const place = await buildPlace({ codes: ["CODE-X1", "=CODE-X2", "CODE-X3"] });
    const { prisma, pool } = database;
    const ada = await ask(place, "Ada");
    await revealCode({ prisma, proof: ada });
    const code = await prisma.code.findFirstOrThrow({ where: { offerId: place.offer.id, state: "AVAILABLE" } });
    const link = seal({ text: "https://redeem.example/1", key: TEST_KEYS.codeKey, boundTo: code.id });
    await pool.query("UPDATE codes SET link_ciphertext = $2, amount_minor = 2550 WHERE id = $1", [code.id, link]);
    const outcome = await exportCodes({ prisma, pool, proof: place.disclosure, ring: TEST_KEYS.codeRing });
    if (!outcome.ok) throw new Error(outcome.sentence);
    const text = await sendStream(outcome.value).text();
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    expect(rows.map((row) => row.Code).sort()).toEqual(["'=CODE-X2", "CODE-X1", "CODE-X3"]);
    expect(rows.filter((row) => row.Link !== "")).toMatchObject([
      { Link: "https://redeem.example/1", Amount: "25.50", State: "Available" },
    ]);
    expect(rows.filter((row) => row.Name !== "")).toMatchObject([{ Name: "Ada", State: "Revealed", Amount: "100.00" }]);
    expect(await events("codes.exported", place.course.id)).toEqual([
      { detail: { count: 3 }, offerId: place.offer.id },
    ]);
  });
});

function escapeSign(sign: string): string {
  return `\\+${(sign.codePointAt(0) ?? 0).toString(16).padStart(6, "0")}`;
}
