import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildOffer } from "@/prisma/factories/build-course";
import { keyIdentifier } from "@/server/crypto";
import { createTestDatabase, type TestDatabase } from "./test-database";

// The command and the worker as processes of their own, with nothing of the tests' settings.
let db: TestDatabase;
let folder: string;
let file: string;
const children: ChildProcess[] = [];
const oldKey = TEST_KEYS.codeKey.toString("base64");
const oldId = keyIdentifier(TEST_KEYS.codeKey);

beforeAll(async () => {
  db = await createTestDatabase({ connections: 2 });
  folder = mkdtempSync(join(tmpdir(), "bursar-ring-"));
  file = join(folder, "code-keys");
  writeFileSync(file, `${oldKey}\n`, { mode: 0o600 });
  const course = await buildCourse(db.prisma);
  const offer = await buildOffer(db.prisma, { courseId: course.id });
  await buildBatch(db.prisma, { offer, codes: Array.from({ length: 30 }, (_, n) => `CANARY-KEYS-${n}`) });
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await db.drop();
  rmSync(folder, { recursive: true });
});

function run(script: "keys" | "worker", args: string[] = [], settings: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production" as const,
    DEMONSTRATION: "off",
    PUBLIC_URL: "https://credits.example.org",
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Bursar <bursar@example.org>",
    DATABASE_URL: db.url,
    SESSION_SECRET: "the-tests-sign-their-sessions-with-this",
    AUDIT_KEY: Buffer.alloc(32, "audit").toString("base64"),
    AUDIT_HEAD_FILE: join(folder, "audit-heads.jsonl"),
    FINGERPRINT_KEY: TEST_KEYS.fingerprintKey.toString("base64"),
    ...("CODE_KEY" in settings ? {} : { CODE_KEYS_FILE: file }),
    ...settings,
  };
  const child = spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      words += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => child.once("close", done));
  return { child, said: () => words, ended };
}

async function keys(...args: string[]): Promise<{ code: number | null; said: string }> {
  const { ended, said } = run("keys", args);
  return { code: await ended, said: said() };
}

/** Nothing that anybody reads may hold a key or a code. */
function expectNoSecret(words: string): void {
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const key = line.split(" ")[0];
    if (key) expect(words).not.toContain(key);
  }
  expect(words).not.toContain(oldKey);
  expect(words).not.toContain("CANARY");
}

// Each command is a process of its own, which takes its time on a busy machine.
describe("npm run keys (T23)", { timeout: 180_000 }, () => {
  it("rotates under a running worker, which seals everything anew without a restart; then the old key can go", async () => {
    const worker = run("worker");
    await expect.poll(worker.said, { timeout: 100_000 }).toContain("The worker is ready");
    expect((await keys("retire", oldId)).said).toContain("is the key that seals");

    const rotated = await keys("rotate");
    expect(rotated.code).toBe(0);
    const newId = /The key ([0-9a-f]{8}) seals from now on/.exec(rotated.said)?.[1] ?? "";
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const rowsByOldKey = () => db.prisma.code.count({ where: { keyId: oldId } });
    await expect.poll(rowsByOldKey, { timeout: 100_000 }).toBe(0);
    await expect.poll(worker.said).toContain("sealed anew");

    const status = await keys("status");
    expect(status.said).toContain(`${newId}  seals and opens: 30 codes`);
    expect(status.said).toContain(`${oldId}  opens: 0 codes`);
    expect(status.said).toContain("30 of 30 rows (100 %)");
    const retired = await keys("retire", oldId);
    expect(retired).toMatchObject({ code: 0, said: expect.stringContaining(`The key ${oldId} is out of the ring`) });
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(1);
    expectNoSecret([rotated.said, status.said, retired.said, worker.said()].join("\n"));
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });

  it("for several portals adds a key that only opens, makes it the first later, and seals anew itself", async () => {
    const added = await keys("add");
    const id = /The key ([0-9a-f]{8}) is the last/.exec(added.said)?.[1] ?? "";
    const first = await keys("first", id);
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining(`The key ${id} seals from now on`) });
    const { keyId: other } = await db.prisma.code.findFirstOrThrow({ select: { keyId: true } });
    const refused = await keys("retire", other);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("30 rows are still sealed by") });
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
    const resealed = await keys("reseal");
    expect(resealed.said).toContain("Sealed anew: 30 of 30");
    expect(await db.prisma.code.count({ where: { keyId: id } })).toBe(30);
    expectNoSecret([added.said, first.said, refused.said, resealed.said].join("\n"));
  });

  it("says how it is used, and what it cannot do where the keys are in the environment", async () => {
    expect(await keys("frist")).toMatchObject({ code: 1, said: expect.stringContaining("Use npm run keys -- status") });
    const { ended, said } = run("keys", ["rotate"], { CODE_KEY: oldKey });
    expect(await ended).toBe(1);
    expect(said()).toContain("The keys come from CODE_KEY, which this command cannot change");
    expect(said()).not.toMatch(/^\s+at /m);
  });
});

describe("a worker of its own (T23)", () => {
  const wrong = Buffer.alloc(32, "wrong").toString("base64");
  it.each([
    ["without a code key", { CODE_KEY: "" }, "CODE_KEY is missing"],
    ["with a code key that is not the one of the rows", { CODE_KEY: wrong }, "sealed by a key that is not in CODE_KEY"],
    ["with another fingerprint key", { FINGERPRINT_KEY: wrong }, "FINGERPRINT_KEY is not the one"],
  ])("does not start %s, and says so in a sentence", async (_, settings, words) => {
    const { ended, said } = run("worker", [], settings);
    expect(await ended).toBe(1);
    expect(said()).toContain(words);
    expect(said()).not.toMatch(/^\s+at /m);
    expect(said()).not.toContain(wrong);
  });
});
