import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sealTrail } from "@/features/audit/seals/commands";
import { appendHead, readLastHead } from "@/server/head-file";
import { createTestDatabase, type TestDatabase } from "./test-database";

let db: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "bursar-audit-"));
const file = join(folder, "heads.jsonl");
beforeAll(async () => {
  db = await createTestDatabase({ connections: 2 });
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

/** npm run audit as an operator calls it, as the portal's role. */
function audit(...args: string[]): Promise<{ says: string; code: number }> {
  const env = { ...process.env, DATABASE_URL: db.url, AUDIT_HEAD_FILE: file, DEMONSTRATION: "off" };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "scripts/audit.ts", ...args],
      { env },
      (_, out, error) => resolve({ says: `${out}${error}`.trim(), code: child.exitCode ?? -1 }),
    );
  });
}

async function sealOne(subject: string): Promise<void> {
  await db.pool.query(
    "INSERT INTO audit_events (act, subject_type, subject_id) VALUES ('course.opened', 'course', $1)",
    [subject],
  );
  const key = Buffer.from(process.env.AUDIT_KEY ?? "", "base64");
  const add = ({ number, hash }: { number: number; hash: Buffer }) =>
    appendHead(file, { seal: number, hash: hash.toString("hex"), at: "" });
  expect(await sealTrail({ pool: db.pool, key, heads: { last: () => readLastHead(file), add } })).toMatchObject({
    seals: 1,
  });
}

it("npm run audit -- verify says how far the trail is whole, ends with 1 at a missing tail, and resume goes on (T18)", async () => {
  for (const subject of ["a", "b", "c"]) await sealOne(subject);
  await db.pool.query(
    "INSERT INTO audit_events (act, subject_type, subject_id) VALUES ('course.opened', 'course', 'd')",
  );
  const whole = await audit("verify");
  expect(whole).toMatchObject({
    code: 0,
    says: expect.stringMatching(/is whole: 3 events under 3 seals.*3 compared.*1 newer event/),
  });

  await db.owner.query(`SET session_replication_role = replica; DELETE FROM audit_seals WHERE number = 3;
    DELETE FROM audit_events WHERE subject_id IN ('c', 'd'); RESET session_replication_role`);
  expect(await audit("verify")).toEqual({
    code: 1,
    says: "The tail of the audit trail is missing: its head outside the database is seal 3, and the database ends with seal 2.",
  });
  expect(await audit("resume")).toMatchObject({ code: 0, says: expect.stringMatching(/goes on after seal 2/) });
  expect(await audit("verify")).toMatchObject({ code: 0, says: expect.stringMatching(/2 events under 2 seals/) });

  writeFileSync(file, "no head\n");
  expect(await audit("verify")).toEqual({ code: 1, says: expect.stringMatching(/^Line 1 of .* is no head/) });
});
