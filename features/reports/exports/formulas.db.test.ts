import { parse } from "csv-parse/sync";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { claimCode, revealCode } from "@/features/credits/commands";
import { exportSponsorReport } from "@/features/reports/sponsor/commands";
import { exportTrail } from "@/features/reports/trail/commands";
import { readTrailFilter } from "@/features/reports/trail/schema";
import { checkRoster } from "@/features/roster/checks/commands";
import { reportPersonLines } from "@/features/roster/checks/queries";
import { findRosterColumns, PEOPLE_HEAD, writePersonReport } from "@/features/roster/imports/rules";
import { roleWords } from "@/features/roster/rules";
import { FORMULA_SIGNS } from "@/lib/tables/write-csv";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { disclosureOf, instructorOf, memberOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import type { Outcome } from "@/server/errors";
import { sendCsv } from "@/server/send-csv";
import { type StreamedFile, sendStream } from "@/server/send-stream";
import { exportCodes, exportList } from "./commands";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const FORMULA = 'cmd|" /C calc"!A0';

async function bytesOf(made: Promise<Outcome<StreamedFile>>): Promise<Buffer> {
  const outcome = await made;
  if (!outcome.ok) throw new Error(outcome.sentence);
  return Buffer.from(await sendStream(outcome.value).arrayBuffer());
}

let made = 0;

/** A course in which every text that people type begins with a sign of a formula. */
async function setUp() {
  const { prisma, pool } = database;
  made += 1;
  const course = await buildCourse(prisma, { title: `=${FORMULA}`, contactName: `@${FORMULA}` });
  const offer = await buildOffer(prisma, { courseId: course.id, name: `+${FORMULA}` });
  await buildBatch(prisma, { offer, codes: FORMULA_SIGNS.map((sign, n) => `${sign.trim() || "-"}T12-${made}-${n}`) });
  const lead = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR", name: `-${FORMULA}` });
  const message = await prisma.message.create({
    data: { courseId: course.id, kind: "LETTER", subject: `=${FORMULA}`, body: "Hello" },
  });
  for (const sign of FORMULA_SIGNS) {
    const enrolment = await buildEnrolment(prisma, { courseId: course.id, name: `${sign}${FORMULA}` });
    const proof = memberOf({ course, offer, enrolment });
    await claimCode({ pool, proof });
    await revealCode({ prisma, proof });
    const about = { courseId: course.id, messageId: message.id, enrolmentId: enrolment.id, address: enrolment.email };
    await prisma.delivery.create({ data: { ...about, state: "REFUSED", answer: `${sign}550` } });
  }
  const at = { course, offer, enrolment: lead };
  return { prisma, pool, proof: instructorOf(at), disclosure: disclosureOf(at) };
}

it("defuses and quotes in every export what a spreadsheet would take for a formula (T12)", async () => {
  const { prisma, pool, proof, disclosure } = await setUp();
  const list = (name: "roster" | "requests" | "allocations" | "messages") =>
    bytesOf(exportList({ prisma, pool, proof, list: name, format: "csv" }));
  const ring = TEST_KEYS.codeRing;
  const names = FORMULA_SIGNS.map((sign, n) => `n${n}@example.org,"${sign}cmd ""x"""`);
  const about = { kind: "ROSTER", proof, recognise: findRosterColumns } as const;
  const sent = await buildImport({ prisma, ring, about, bytes: ["email,name", ...names].join("\n") });
  await checkRoster({ prisma, pool, ring, id: sent.id ?? "" });
  async function* report() {
    yield [PEOPLE_HEAD];
    for await (const some of reportPersonLines({ prisma, proof, id: sent.id ?? "" })) {
      yield some.map((line) => writePersonReport(line, roleWords));
    }
  }
  const filter = readTrailFilter({});
  const files = {
    roster: await list("roster"),
    requests: await list("requests"),
    allocations: await list("allocations"),
    messages: await list("messages"),
    codes: await bytesOf(exportCodes({ prisma, pool, proof: disclosure, ring })),
    trail: await bytesOf(exportTrail({ prisma, pool, proof, filter, people: null })),
    report: await bytesOf(exportSponsorReport({ prisma, pool, proof, format: "csv" })),
    "report on an import": Buffer.from(await sendCsv({ rows: report(), fileName: "report.csv" }).arrayBuffer()),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const text = bytes.toString().replace(/^\ufeff/, "");
    const cells = (parse(text) as string[][]).flat();
    const dangerous = (cell: string) => FORMULA_SIGNS.some((sign) => cell.startsWith(sign));
    expect(cells.filter(dangerous), name).toEqual([]);
    expect(
      cells.some((cell) => FORMULA_SIGNS.some((sign) => cell.startsWith(`'${sign}`))),
      `${name} has some`,
    ).toBe(true);
    // Quoted: taken without its quoted cells, a file is nothing but separators and line ends.
    expect(text.replace(/"(?:[^"]|"")*"/g, "").replace(/[,\r\n]/g, ""), `${name} is quoted`).toBe("");
  }
});

it("leaves them as cells of text in a workbook (T12)", async () => {
  const { prisma, pool, proof } = await setUp();
  for (const list of ["roster", "requests", "allocations", "messages"] as const) {
    const book = await bytesOf(exportList({ prisma, pool, proof, list, format: "xlsx" }));
    const [sheet] = await readExcelFile(book);
    const cells = (sheet?.data ?? []).flat();
    expect(cells.filter((cell) => typeof cell === "string" && cell.startsWith("=")).length, list).toBeGreaterThan(0);
    expect(book.includes("xl/calcChain.xml"), list).toBe(false);
  }
});
