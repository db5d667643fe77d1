import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCheck, startImport } from "@/features/courses/imports/commands";
import { readImport } from "@/features/courses/imports/queries";
import { checkCodes } from "@/features/credits/checks/commands";
import { listLinesLeftOut, listOddCodes } from "@/features/credits/checks/queries";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf } from "@/prisma/factories/build-proof";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { keyedHash, sha256, unseal } from "@/server/crypto";
import { importCodes, tidyImport } from "./commands";
import { listBatches, listPools } from "./queries";
import { findCodeColumns, normaliseCode } from "./rules";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const keys = TEST_KEYS;
let counter = 0;
/** A code that no other test uses: fingerprints are unique over the deployment. */
function invent(): string {
  counter += 1;
  return `CANARY${String(counter).padStart(8, "0")}`;
}

async function setUp(timeZone = "Europe/Berlin") {
  const { prisma, pool } = database;
  const course = await buildCourse(prisma, { timeZone });
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  const about = { kind: "CODES", proof, recognise: findCodeColumns } as const;
  const send = async (bytes: Buffer | string) => {
    const sent = await buildImport({ prisma, ring: keys.codeRing, about, bytes });
    return sent.id ?? "";
  };
  const read = async (id: string) => {
    const view = await readImport({ prisma, proof, id });
    if (!view) throw new Error("the import is gone");
    return view;
  };
  const check = async (bytes: Buffer | string) => {
    const id = await send(bytes);
    await checkCodes({ ...database, keys, id });
    return id;
  };
  const run = (id: string) => importCodes({ prisma, pool, keys, id, userId: proof.userId });
  const take = async (id: string, options: { spares?: boolean } = {}) => {
    await startImport({ prisma, proof, kind: "CODES", id, options });
    await run(id);
    return (await read(id)).counts.added;
  };
  const stored = () =>
    prisma.code.findMany({ where: { offerId: offer.id }, orderBy: [{ batchId: "asc" }, { slot: "asc" }] });
  return { prisma, pool, course, offer, proof, send, read, check, run, take, stored };
}

describe("checkCodes", () => {
  it("finds the same code in other case, with spaces around and with other dashes in another pool, by its keyed fingerprint (T22)", async () => {
    const other = await setUp();
    const { check, read, stored } = await setUp();
    const code = `${invent()}-ab`;
    await other.take(await other.check(code));
    const written = [code, code.toLowerCase(), `  ${code}  `, code.replaceAll("-", "")];
    for (const text of written) {
      expect((await read(await check(text))).counts).toMatchObject({ ELSEWHERE: 1, NEW: 0 });
    }
    expect(await stored()).toEqual([]);
    // Who has the database alone cannot try guesses: neither a plain hash nor another key makes this fingerprint.
    const [row] = await other.stored();
    const fingerprint = Buffer.from(row?.fingerprint ?? []);
    expect(keyedHash({ text: normaliseCode(code), key: keys.fingerprintKey }).equals(fingerprint)).toBe(true);
    for (const text of [code, normaliseCode(code)]) {
      expect(sha256(text)).not.toBe(fingerprint.toString("hex"));
      expect(keyedHash({ text, key: keys.codeKey }).equals(fingerprint)).toBe(false);
    }
  });

  it("reports every kind of line, changes no pool and shows no code", async () => {
    const { prisma, proof, check, take, read, stored } = await setUp();
    const other = await setUp();
    const [here, there, fresh, late] = [invent(), invent(), invent(), invent()];
    await take(await check(here));
    await other.take(await other.check(there));
    const id = await check(
      `code,expires\n${fresh},\n${fresh.toLowerCase()},\n${here},\n${there},\n${"x".repeat(300)},\n${late},2020-01-01\n`,
    );
    expect(await read(id)).toMatchObject({
      state: "CHECKED",
      lines: 6,
      linesDone: 6,
      counts: { NEW: 1, REPEATED: 1, HERE: 1, ELSEWHERE: 1, MALFORMED: 1, EXPIRED: 1 },
    });
    const report = await listLinesLeftOut({ prisma, proof, id, count: 10 });
    expect(report.map(({ line, status, firstLine }) => [line, status, firstLine])).toEqual([
      [3, "REPEATED", 2],
      [4, "HERE", null],
      [5, "ELSEWHERE", null],
      [6, "MALFORMED", null],
      [7, "EXPIRED", null],
    ]);
    expect(JSON.stringify(report)).not.toMatch(/CANARY/i);
    expect(await stored()).toHaveLength(1);
  });

  it("warns of new codes that are unlike the rest by their lines, without a piece of them, and takes them in", async () => {
    const { prisma, proof, check, take } = await setUp();
    const codes = Array.from({ length: 30 }, invent);
    const id = await check(codes.toSpliced(4, 0, "ZQ7", "CANARY/00000ZQ").join("\n"));
    const odd = await listOddCodes({ prisma, proof, id, count: 10 });
    expect(odd).toEqual({
      whole: 2,
      usual: 14,
      lines: [
        { line: 5, why: "3 characters" },
        { line: 6, why: "signs such as # or /" },
      ],
    });
    expect(JSON.stringify(odd)).not.toMatch(/ZQ|CANARY/);
    expect(await listOddCodes({ prisma, proof, id, count: 1 })).toMatchObject({ whole: 2, lines: [{ line: 5 }] });
    expect(await take(id)).toBe(32);
  });

  it("finds the columns below the title of a sheet, and takes neither for a code", async () => {
    const { check, read, stored, take } = await setUp();
    const id = await check(`Credits of 2026;;\n;;\nNo.;Gutscheincode;Betrag\n1;${invent()};100\n2;${invent()};100`);
    expect(await read(id)).toMatchObject({
      counts: { NEW: 2, MALFORMED: 0 },
      options: { columns: { skip: 1, code: 1 } },
    });
    await take(id);
    expect(await stored()).toHaveLength(2);
  });

  it("gives the same report when it is begun again, also with other columns in between", async () => {
    const { prisma, proof, check, read } = await setUp();
    const codes = [invent(), invent()];
    const id = await check(`code,number\n${codes[0]},1\n${codes[1]},2\n${codes[0]},3`);
    const before = await read(id);
    const columns = { header: true, code: 1, amount: -1, expiry: -1, link: -1 };
    for (const code of [1, 0]) {
      await startCheck({ prisma, proof, kind: "CODES", id, options: { columns: { ...columns, code } } });
      await checkCodes({ ...database, keys, id });
    }
    const { options, ...after } = await read(id);
    expect(after).toEqual({ ...before, options: undefined });
    expect(options).toMatchObject({ columns: { ...columns, code: 0 } });
    // A job that nobody waits for any more does nothing.
    await checkCodes({ ...database, keys, id });
    expect((await read(id)).counts).toEqual(before.counts);
  });
});

describe("a check that gets nowhere", () => {
  it("leaves no line of a file that was thrown away in the middle of it, and is not tried again", async () => {
    const { prisma, send } = await setUp();
    const id = await send(`${invent()}\n${invent()}`);
    // Whoever throws it away does so while the first lines are written.
    await database.owner.query(`
      CREATE FUNCTION throw_away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM imports WHERE id = NEW.import_id; RETURN NEW; END $$`);
    await database.owner.query(
      "CREATE TRIGGER throw_away AFTER INSERT ON import_codes FOR EACH ROW EXECUTE FUNCTION throw_away()",
    );
    await checkCodes({ ...database, keys, id });
    await database.owner.query("DROP FUNCTION throw_away CASCADE");
    expect([
      await prisma.import.count({ where: { id } }),
      await prisma.importChunk.count({ where: { importId: id } }),
      await prisma.importCode.count({ where: { importId: id } }),
    ]).toEqual([0, 0, 0]);
  });

  it("keeps a file that cannot be read as it was taken, so that somebody may choose another way", async () => {
    const { prisma, send, read } = await setUp();
    // The quotation mark that is never closed stands behind the part that the columns are recognised by.
    const many = Array.from({ length: 20_000 }, invent).join("\n");
    const id = await send(`code,x\n${many}\n"open,y\n${invent()},z`);
    expect((await read(id)).state).toBe("CHECKING");
    await checkCodes({ ...database, keys, id });
    expect(await read(id)).toMatchObject({ state: "FAILED", problem: expect.stringMatching(/quotation mark/) });
    expect(await prisma.importChunk.count({ where: { importId: id } })).toBeGreaterThan(0);
    expect(await prisma.importCode.count({ where: { importId: id } })).toBe(0);
  });
});

describe("importCodes", () => {
  it("stores the new codes as one batch: encrypted, bound to their rows, in slots without a gap", async () => {
    const { prisma, proof, check, take, stored } = await setUp();
    const [one, two] = [invent(), invent()];
    expect(await take(await check(`code\n${one}\nnot one\n${one}\n${two}\n`))).toBe(2);
    const rows = await stored();
    expect(rows.map(({ slot, state, keyId }) => [slot, state, keyId])).toEqual(
      [0, 1].map((slot) => [slot, "AVAILABLE", expect.stringMatching(/^[0-9a-f]{8}$/)]),
    );
    const open = ({ id, ciphertext }: (typeof rows)[number]) =>
      unseal({ sealed: ciphertext, key: keys.codeKey, boundTo: id });
    expect(rows.map(open)).toEqual([one, two]);
    expect(() =>
      unseal({ sealed: rows[0]?.ciphertext ?? Buffer.alloc(0), key: keys.codeKey, boundTo: rows[1]?.id ?? "" }),
    ).toThrow();
    expect(
      rows.every(
        ({ ciphertext, fingerprint }) => !Buffer.from(ciphertext).includes("CANARY") && fingerprint.length === 32,
      ),
    ).toBe(true);
    expect(await listBatches({ prisma, proof })).toMatchObject([
      { fileName: "codes.csv", size: 2, available: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { offerId: proof.offerId } });
    expect(event).toMatchObject({ act: "codes.imported", actorId: proof.userId, detail: { added: 2 } });
    expect(JSON.stringify(event.detail)).not.toContain("CANARY");
    const found = await prisma.$queryRaw<
      unknown[]
    >`SELECT 1 FROM codes WHERE fingerprint = sha256(${Buffer.from(one)})`;
    expect(found, "the plain hash of a code").toEqual([]);
  });

  it("makes a batch for each last day, which ends with that day in the course's zone, and keeps amounts and links", async () => {
    const { prisma, proof, offer, check, take, stored } = await setUp("Asia/Tokyo");
    const codes = [invent(), invent(), invent(), invent()];
    const link = `https://example.org/redeem?c=${codes[0]}`;
    const text = `code,amount,valid until,link\n${codes[0]},$50,2099-03-31,${link}\n${codes[1]},100,2099-03-31,\n${codes[2]},,31.12.2099,\n${codes[3]},,,\n`;
    const id = await check(text);
    expect(await take(id)).toBe(4);
    const batches = await prisma.batch.findMany({ where: { offerId: offer.id }, orderBy: { expiresAt: "asc" } });
    expect(batches.map(({ size, expiresAt, importId }) => [size, expiresAt?.toISOString() ?? null, importId])).toEqual([
      [2, "2099-03-31T15:00:00.000Z", id],
      [1, "2099-12-31T15:00:00.000Z", id],
      [1, null, id],
    ]);
    const rows = await stored();
    expect(rows.map(({ slot }) => slot).sort()).toEqual([0, 0, 0, 1]);
    const first = rows.find(({ linkCiphertext }) => linkCiphertext);
    expect(first?.amountMinor).toBe(5000);
    expect(rows.filter(({ amountMinor }) => amountMinor !== null)).toHaveLength(1);
    expect(
      first?.linkCiphertext && unseal({ sealed: first.linkCiphertext, key: keys.codeKey, boundTo: first.id }),
    ).toBe(link);
    expect(await listBatches({ prisma, proof })).toHaveLength(3);
  });

  it("keeps spares aside where that is asked for, and then serves nobody", async () => {
    const { prisma, proof, check, take, stored } = await setUp();
    await take(await check(invent()), { spares: true });
    expect((await stored()).map(({ state }) => state)).toEqual(["SPARE"]);
    expect(await jobsOf({ prisma, offerId: proof.offerId })).toBe(0);
  });

  it("commits the job that serves who is waiting, in the same transaction", async () => {
    const { prisma, proof, check, take } = await setUp();
    await take(await check(invent()));
    expect(await jobsOf({ prisma, offerId: proof.offerId })).toBe(1);
  });

  it("adds nothing the second time, nor by another spelling, nor to another offer, and a running job twice is once", async () => {
    const { check, take, run, read, stored } = await setUp();
    const other = await setUp();
    const code = invent();
    const id = await check(code);
    await take(id);
    await run(id);
    for (const again of [`${code}\n`, code.toLowerCase()]) expect(await take(await check(again))).toBe(0);
    expect(await other.take(await other.check(`${code.slice(0, 6)}-${code.slice(6)}`))).toBe(0);
    expect([(await stored()).length, (await other.stored()).length]).toEqual([1, 0]);
    expect(await read(id)).toMatchObject({ state: "DONE", counts: { added: 1 } });
  });

  it("imports each code once when overlapping files come in at once", async () => {
    const [one, two] = [await setUp(), await setUp()];
    const codes = Array.from({ length: 300 }, invent);
    const imports = [
      [one, await one.check(codes.join("\n"))],
      [two, await two.check([...codes].reverse().join("\n"))],
      [one, await one.check(codes.slice(0, 150).join("\n"))],
    ] as const;
    const added = await Promise.all(imports.map(([who, id]) => who.take(id)));
    await Promise.all(imports.map(([who, id]) => who.run(id)));
    expect(added.reduce((sum, number) => Number(sum) + Number(number), 0)).toBe(300);
    expect((await one.stored()).length + (await two.stored()).length).toBe(300);
  });

  it("waits for an import that has not committed yet, its own by another worker too, so that what is in both comes in once (T11)", async () => {
    const [one, two] = [await setUp(), await setUp()];
    const code = invent();
    const begin = async (who: typeof one, text: string) => {
      const id = await who.check(text);
      await startImport({ prisma: who.prisma, proof: who.proof, kind: "CODES", id, options: {} });
      return id;
    };
    const [first, second] = [await begin(one, `${code}\n${invent()}`), await begin(two, `${invent()}\n${code}`)];
    // Who holds the import's row stops it when its codes are in and not yet for others to see.
    const holder = await database.owner.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM imports WHERE id = $1 FOR UPDATE", [first]);
      const running = [one.run(first)];
      await expect.poll(countBlocked, { timeout: 10_000 }).toBe(1);
      running.push(one.run(first), two.run(second));
      await expect.poll(countBlocked, { timeout: 10_000 }).toBe(3);
      await holder.query("COMMIT");
      expect(await Promise.allSettled(running)).toEqual(running.map(() => ({ status: "fulfilled", value: undefined })));
    } finally {
      holder.release(true);
    }
    expect((await one.read(first)).counts).toMatchObject({ added: 2 });
    expect((await two.read(second)).counts).toMatchObject({ added: 1, ELSEWHERE: 1 });
    expect([(await one.stored()).length, (await two.stored()).length]).toEqual([2, 1]);
  });

  it("is all or nothing: when the last write fails nothing stays, and the job that comes again finishes", async () => {
    const { prisma, proof, check, run, read, stored } = await setUp();
    const id = await check(`${invent()}\n${invent()}`);
    await startImport({ prisma, proof, kind: "CODES", id, options: {} });
    await database.owner.query("ALTER TABLE outbox_jobs RENAME TO hidden");
    await expect(run(id)).rejects.toThrow();
    await database.owner.query("ALTER TABLE hidden RENAME TO outbox_jobs");
    expect([await stored(), await listBatches({ prisma, proof }), (await read(id)).state]).toEqual([[], [], "RUNNING"]);
    await run(id);
    expect(await read(id)).toMatchObject({ state: "DONE", counts: { added: 2 } });
  });

  it("makes the lines anew that a crash of the server took from the unlogged table", async () => {
    const { prisma, check, take, stored } = await setUp();
    const id = await check(`${invent()}\n${invent()}`);
    await prisma.importCode.deleteMany({ where: { importId: id } });
    expect(await take(id)).toBe(2);
    expect(await stored()).toHaveLength(2);
  });

  it("takes 10,000 codes, counts the pool, and lets go of the file afterwards", async () => {
    const { prisma, pool, proof, check, take } = await setUp();
    const codes = Array.from({ length: 10_000 }, invent);
    const id = await check([...codes, codes[0], "two words"].join("\r\n"));
    expect(await take(id)).toBe(10_000);
    expect(await listPools({ prisma, proof })).toMatchObject([
      { offer: proof.offerSlug, available: 10_000, allocated: 0 },
    ]);
    await tidyImport({ pool, id });
    const left = await prisma.importCode.findMany({ where: { importId: id }, orderBy: { line: "asc" } });
    expect(left.map(({ line, status }) => [line, status])).toEqual([
      [10_001, "REPEATED"],
      [10_002, "MALFORMED"],
    ]);
    expect(await prisma.importChunk.count({ where: { importId: id } })).toBe(0);
  });
});

describe("a hostile file (T11)", () => {
  it("gives one report, comes in whole or not at all, and a second time adds nothing", async () => {
    const { prisma, proof, send, read, take, stored } = await setUp();
    const line = fc.oneof(
      fc.stringMatching(/^[A-Z0-9]{6,12}$/).map((text) => `T11${text}`),
      fc.constantFrom(
        "",
        " ",
        '"',
        '""',
        '"a',
        "a,b",
        "a;b;c",
        "a\tb",
        "A\u0000B",
        "\u0410BC123",
        "=1+1",
        "T11SAME",
        "t11-same",
        `${",x".repeat(100)}`,
      ),
      fc.string({ maxLength: 30 }),
    );
    const file = fc
      .tuple(
        fc.array(line, { maxLength: 30 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.constantFrom("utf8", "utf16le", "latin1"),
        fc.boolean(),
      )
      .map(([lines, end, encoding, named]) =>
        Buffer.from([...(named ? ["code"] : []), ...lines].join(end), encoding as BufferEncoding),
      );
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        const reports = await Promise.all(
          [1, 2].map(async () => {
            const id = await send(bytes);
            await checkCodes({ ...database, keys, id });
            const { state, counts, problem } = await read(id);
            const lines = await prisma.importCode.findMany({
              where: { importId: id },
              orderBy: { line: "asc" },
              select: { line: true, status: true, problem: true, firstLine: true },
            });
            return { id, report: { state, counts, problem, lines } };
          }),
        );
        const [one, two] = reports;
        expect(one?.report).toEqual(two?.report);
        if (one?.report.state !== "CHECKED") {
          expect(one?.report.state === "UPLOADED" || one?.report.problem?.endsWith(".")).toBe(true);
          return;
        }
        const before = (await stored()).length;
        expect(await take(one.id)).toBe(one.report.counts.NEW);
        expect((await stored()).length).toBe(before + Number(one.report.counts.NEW));
        expect(await take(two?.id ?? "")).toBe(0);
      }),
      { numRuns: 40 },
    );
    expect(await listPools({ prisma, proof })).toHaveLength(1);
  });
});

async function countBlocked(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows[0]?.count ?? 0;
}

async function jobsOf({ prisma, offerId }: { prisma: TestDatabase["prisma"]; offerId: string }): Promise<number> {
  const jobs = await prisma.outboxJob.findMany({ where: { task: "serve-waiting" } });
  return jobs.filter(({ payload }) => JSON.stringify(payload) === JSON.stringify({ offerId })).length;
}
