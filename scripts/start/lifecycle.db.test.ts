import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "@/scripts/postgres/find-free-port";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { isAlive } from "@/scripts/process-lock.mjs";
import {
  ask,
  makeClone,
  type Started,
  startPortal,
  startReadyPortal,
  startUnderLauncher,
  waitFor,
} from "./fixtures/start-process";

const WRONG = Buffer.alloc(32, "wrong").toString("base64");

// Real processes on a PostgreSQL of their own; each test leaves the clone as a person would find it.
let clone: ReturnType<typeof makeClone>;
let portal: Started & { url: string };
beforeAll(async () => {
  clone = makeClone();
  portal = await startReadyPortal(clone);
});
afterAll(async () => {
  await clone.remove();
});

test("a first start makes the database, the demonstration and its secrets, and says where to go", async () => {
  expect(await ask(portal.url)).toMatch(/^courses: [1-9]\d* as bursar_portal$/);
  expect(portal.said()).toContain("[6/6]");
  expect(portal.said()).toContain("Bursar is ready. Open http://localhost:");
  for (const file of ["secrets.json", "code-keys", "postgres/server.json"]) {
    expect(statSync(join(clone.folder, ".data", file)).mode & 0o777).toBe(0o600);
  }
});

test("a second start at once says who runs already, and where", async () => {
  const second = startPortal({ folder: clone.folder, settings: {} });
  expect(await second.ended()).toBe(1);
  expect(second.said()).toContain(
    `already running from this folder (process ${portal.child.pid}), open at http://localhost:`,
  );
  expect(await ask(portal.url)).toMatch(/^courses:/);
});

test("PostgreSQL killed under a running portal comes back by itself", async () => {
  const before = clone.postmaster() ?? 0;
  process.kill(before, "SIGKILL");
  await waitFor({ isSo: async () => clone.postmaster() !== before && (await ask(portal.url)) !== undefined });
});

test("after kill -9 of the portal its web server ends, and a new start adopts the PostgreSQL left running", async () => {
  const secrets = readFileSync(join(clone.folder, ".data/secrets.json"), "utf8");
  const postmaster = clone.postmaster() ?? 0;
  portal.child.kill("SIGKILL");
  await portal.ended();
  await waitFor({ isSo: async () => (await ask(portal.url)) === undefined });
  expect(isAlive(postmaster)).toBe(true);
  portal = await startReadyPortal(clone);
  expect(clone.postmaster()).toBe(postmaster);
  expect(await ask(portal.url)).toMatch(/^courses: [1-9]/);
  expect(readFileSync(join(clone.folder, ".data/secrets.json"), "utf8")).toBe(secrets);
});

test("after kill -9 of everything a new start recovers", async () => {
  portal.child.kill("SIGKILL");
  process.kill(clone.postmaster() ?? 0, "SIGKILL");
  await portal.ended();
  expect(existsSync(join(clone.cluster, "postmaster.pid"))).toBe(true);
  portal = await startReadyPortal(clone);
  expect(await ask(portal.url)).toMatch(/^courses: [1-9]/);
});

test.each([
  ["code-keys", "sealed by a key that is not in the file", (text: string) => text.replace(/^\S+/, WRONG)],
  [
    "secrets.json",
    "FINGERPRINT_KEY is not the one",
    (text: string) => text.replace(/(FINGERPRINT_KEY": ")[^"]+/, `$1${WRONG}`),
  ],
])("with another key than before in %s it does not start, and says so (T23)", async (name, words, spoil) => {
  portal.child.kill("SIGTERM");
  await portal.ended();
  const file = join(clone.folder, ".data", name);
  const kept = readFileSync(file, "utf8");
  writeFileSync(file, spoil(kept));
  const refused = startPortal({ folder: clone.folder, settings: { PORT: String(await findFreePort()) } });
  expect(await refused.ended()).toBe(1);
  expect(refused.said()).toContain(words);
  expect(refused.said()).not.toMatch(/^\s+at /m);
  expect(refused.said()).not.toContain(WRONG);
  writeFileSync(file, kept);
  portal = await startReadyPortal(clone);
});

test("told to end, it stops its web server and its PostgreSQL", async () => {
  const postmaster = clone.postmaster() ?? 0;
  portal.child.kill("SIGTERM");
  expect(await portal.ended()).toBe(0);
  expect(isAlive(postmaster)).toBe(false);
  expect(existsSync(join(clone.folder, ".data/portal.lock"))).toBe(false);
});

test("a cluster of an earlier version, which had one role only, gets the second one by itself", async () => {
  const home = join(clone.folder, ".data/postgres");
  const server = await startEmbeddedPostgres({ dataDir: home });
  const owner = new pg.Client({ connectionString: server.urlFor("bursar") });
  await owner.connect();
  await owner.query("DROP OWNED BY bursar_portal; DROP ROLE bursar_portal");
  await owner.end();
  await server.stop();
  const record = join(home, "server.json");
  const { portalPassword, ...before } = JSON.parse(readFileSync(record, "utf8"));
  expect(portalPassword).toMatch(/^[0-9a-f]{48}$/);
  writeFileSync(record, JSON.stringify(before));
  portal = await startReadyPortal(clone);
  expect(await ask(portal.url)).toMatch(/^courses: [1-9]\d* as bursar_portal$/);
  expect(JSON.parse(readFileSync(record, "utf8")).portalPassword).toMatch(/^[0-9a-f]{48}$/);
  portal.child.kill("SIGTERM");
  expect(await portal.ended()).toBe(0);
});

test("when npm is killed, what it had started ends in good order", async () => {
  const launcher = await startUnderLauncher(clone);
  await waitFor({ isSo: () => launcher.said().includes("Bursar is ready") });
  const postmaster = clone.postmaster() ?? 0;
  launcher.child.kill("SIGKILL");
  await waitFor({ isSo: () => !isAlive(postmaster) && !existsSync(join(clone.folder, ".data/portal.lock")) });
});

test("a PID file and a lock whose process ids now belong to strangers do not keep it from starting", async () => {
  const stranger = String(process.pid);
  writeFileSync(join(clone.cluster, "postmaster.pid"), `${stranger}\n${clone.cluster}\n1\n5432\n\n127.0.0.1\n`);
  const holder = { pid: process.pid, began: "another time", note: "which is gone" };
  writeFileSync(join(clone.folder, ".data/portal.lock"), JSON.stringify(holder));
  portal = await startReadyPortal(clone);
  expect(await ask(portal.url)).toMatch(/^courses: [1-9]/);
});

test.each([
  ["SESSION_SECRET", { DEMONSTRATION: "off" }],
  ["CODE_KEY is missing", { DEMONSTRATION: "off" }],
  ["PORT must be a whole number", { PORT: "threethousand" }],
  ["HOST is 0.0.0.0, but the demonstration", { HOST: "0.0.0.0" }],
  ["DATABASE_URL", { DATABASE_URL: "mysql://localhost/bursar", DEMONSTRATION: "on" }],
  [
    "No database answers at 127.0.0.1:1",
    { DATABASE_URL: "postgresql://bursar@127.0.0.1:1/bursar", DEMONSTRATION: "on" },
  ],
])("a setting that is missing or wrong is named: %s", async (words, wrong) => {
  const other = makeClone();
  const settings = { PORT: String(await findFreePort()), ...wrong };
  const refused = startPortal({ folder: other.folder, settings });
  expect(await refused.ended()).toBe(1);
  expect(refused.said()).toContain(words);
  expect(refused.said()).not.toMatch(/^\s+at /m);
  await other.remove();
});

test("a busy port is named, with the way out", async () => {
  const other = makeClone();
  const rival = createServer();
  const port = await new Promise<number>((resolve) => {
    rival.listen(0, "127.0.0.1", () => {
      const address = rival.address();
      resolve(address && typeof address === "object" ? address.port : 0);
    });
  });
  const refused = startPortal({ folder: other.folder, settings: { PORT: String(port) } });
  expect(await refused.ended()).toBe(1);
  expect(refused.said()).toContain(`cannot listen on port ${port} of 127.0.0.1`);
  expect(refused.said()).toContain(`PORT=${port + 1} npm start`);
  rival.close();
  await other.remove();
});
