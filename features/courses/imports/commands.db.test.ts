import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { sha256 } from "@/server/crypto";
import type { FormPart } from "@/server/read-multipart";
import { readSealed } from "@/server/sealed-chunks";
import { receiveImport, startCheck, startImport } from "./commands";
import { listImports, readImport } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const ring = TEST_KEYS.codeRing;

async function setUp() {
  const { prisma } = database;
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const proof = instructorOf({
    course,
    offer,
    enrolment: await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" }),
  });
  const about = { kind: "ROSTER", proof, recognise: () => null } as const;
  const send = (bytes: Buffer | string, fileName?: string) => buildImport({ prisma, ring, about, bytes, fileName });
  const receive = (...fields: [name: string, fileName: string | null, text: string][]) =>
    receiveImport({ prisma, ring, about, parts: partsOf(fields) });
  return { prisma, course, proof, about, send, receive };
}

async function* partsOf(fields: [string, string | null, string][]): AsyncGenerator<FormPart> {
  for (const [name, fileName, text] of fields) {
    yield {
      name,
      fileName,
      bytes: (async function* () {
        for (const sign of text) yield Buffer.from(sign);
      })(),
    };
  }
}

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe("receiveImport", () => {
  it("stores a file in sealed pieces, and nothing of it can be read in the rows", async () => {
    const { prisma, proof, send } = await setUp();
    const bytes = Buffer.from(Array.from({ length: 60_000 }, (_, n) => `CANARY${n}`).join("\n"));
    const { id } = await send(bytes, "../my codes?.csv");
    const view = await readImport({ prisma, proof, id: id ?? "" });
    expect(view).toMatchObject({
      state: "UPLOADED",
      fileName: "my codes.csv",
      size: bytes.length,
      digest: sha256(bytes),
    });
    const chunks = await prisma.importChunk.findMany({ where: { importId: id ?? "" }, orderBy: { number: "asc" } });
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.some(({ sealed }) => Buffer.from(sealed).includes("CANARY"))).toBe(false);
    expect((await whole(readSealed({ prisma, importId: id ?? "", ring }))).equals(bytes)).toBe(true);
    // Two pieces that change places are found out.
    const [one, two] = chunks;
    await database.owner.query("UPDATE import_chunks SET sealed = $2 WHERE import_id = $1 AND number = 0", [
      id,
      two?.sealed ?? one?.sealed,
    ]);
    await expect(whole(readSealed({ prisma, importId: id ?? "", ring }))).rejects.toThrow();
  });

  it("takes pasted lines, and a file field that was left alone is none", async () => {
    const { prisma, proof, receive } = await setUp();
    const sent = await receive(["file", "", ""], ["pasted", null, " \n\nzoë\n"]);
    expect(await readImport({ prisma, proof, id: sent.id ?? "" })).toMatchObject({ fileName: "pasted lines", size: 8 });
    expect(await whole(readSealed({ prisma, importId: sent.id ?? "", ring }))).toEqual(Buffer.from(" \n\nzoë\n"));
  });

  it("refuses neither and both, and what is no table, with a sentence and nothing kept of the file", async () => {
    const { prisma, proof, receive } = await setUp();
    expect(await receive(["file", "", ""], ["pasted", null, " \r\n "], ["other", null, "x"])).toEqual({
      ok: false,
      reason: "no-file",
      id: null,
    });
    expect(await listImports({ prisma, proof, offerId: null })).toEqual([]);
    const cases: [[string, string | null, string][], RegExp][] = [
      [
        [
          ["file", "a.csv", "x"],
          ["pasted", null, "y"],
        ],
        /as well/,
      ],
      [[["file", "a.csv", ""]], /empty/],
      [[["file", "a.csv", "%PDF-1.7"]], /PDF/],
      [[["pasted", null, 'code\n"x']], /On line 2 a quotation mark/],
    ];
    for (const [fields, sentence] of cases) {
      const refused = await receive(...fields);
      expect(refused).toMatchObject({ ok: false, reason: "failed" });
      const view = await readImport({ prisma, proof, id: refused.id ?? "" });
      expect(view).toMatchObject({ state: "FAILED", problem: expect.stringMatching(sentence) });
      expect(await prisma.importChunk.count({ where: { importId: refused.id ?? "" } })).toBe(0);
    }
  });

  it("stops at the limit of bytes, of a stream without end too", async () => {
    const { prisma, proof, about } = await setUp();
    async function* endless(): AsyncGenerator<FormPart> {
      const piece = Buffer.alloc(1024 * 1024, "a,b\n");
      yield {
        name: "file",
        fileName: "endless.csv",
        bytes: (async function* () {
          for (;;) yield piece;
        })(),
      };
    }
    const refused = await receiveImport({ prisma, ring, about, parts: endless() });
    const view = await readImport({ prisma, proof, id: refused.id ?? "" });
    expect(view?.problem).toMatch(/larger than 25 MB/);
  });

  it("keeps nothing of a file whose sending broke off", async () => {
    const { prisma, proof, about } = await setUp();
    async function* broken(): AsyncGenerator<FormPart> {
      yield {
        name: "file",
        fileName: "a.csv",
        bytes: (async function* () {
          yield Buffer.alloc(600_000, "a\n");
          throw new Error("cut");
        })(),
      };
    }
    await expect(receiveImport({ prisma, ring, about, parts: broken() })).rejects.toThrow("cut");
    expect(await listImports({ prisma, proof, offerId: null })).toEqual([]);
  });

  it("throws files away that nobody has gone on with for a week, and no others", async () => {
    const { prisma, proof, send } = await setUp();
    const [old, finished] = [await send("a@example.org"), await send("b@example.org")];
    const createdAt = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000);
    await prisma.import.update({ where: { id: old.id ?? "" }, data: { createdAt } });
    await prisma.import.update({ where: { id: finished.id ?? "" }, data: { createdAt, state: "DONE" } });
    const fresh = await send("c@example.org");
    const left = await listImports({ prisma, proof, offerId: null });
    expect(left.map(({ id }) => id).sort()).toEqual([finished.id, fresh.id].sort());
  });
});

it("begins a check and an import once, only from where they may begin, and not for another course", async () => {
  const { prisma, proof, send } = await setUp();
  const { id } = await send("a@example.org");
  const about = { prisma, proof, kind: "ROSTER", id: id ?? "", options: {} } as const;
  const other = await setUp();
  expect(await startCheck({ ...about, proof: other.proof })).toMatchObject({ ok: false, reason: "busy" });
  expect(await startCheck({ ...about, kind: "CODES" })).toMatchObject({ ok: false, reason: "busy" });
  expect(await startImport(about)).toMatchObject({ ok: false, reason: "busy" });
  const started = await Promise.all([startCheck(about), startCheck(about), startCheck(about)]);
  expect(started.filter(({ ok }) => ok)).toHaveLength(1);
  await prisma.import.update({ where: { id: about.id }, data: { state: "CHECKED" } });
  const pressed = await Promise.all([startImport(about), startImport(about)]);
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
  const jobs = await prisma.outboxJob.findMany({ where: { payload: { path: ["importId"], equals: about.id } } });
  expect(jobs.map(({ task }) => task).sort()).toEqual(["check-roster", "import-roster"]);
});
