import { connect, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { createDatabase, type Database, runPatiently } from "./db";

const WAITS = { connection: 5_000, statement: 300, silence: 40_000 };
/** What PgBouncer lets a client ask for when it connects, without a setting of its own (its ignore_startup_parameters). */
const TAKEN = ["user", "database", "application_name", "client_encoding", "datestyle", "timezone"];

let database: TestDatabase;
let between: Server;
let hasty: Database;
const greetings: Buffer[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  const port = Number(url.port);
  between = createServer((client) => {
    client.once("data", (piece) => greetings.push(piece));
    client.pipe(connect({ host: "127.0.0.1", port })).pipe(client);
  });
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  url.port = String((between.address() as { port: number }).port);
  hasty = createDatabase({ url: url.href, connections: 1, waits: WAITS });
});
afterAll(async () => {
  await hasty.prisma.$disconnect();
  await hasty.pool.end();
  between.close();
  await database.drop();
});

const limit = async () => (await hasty.pool.query("SHOW statement_timeout")).rows[0].statement_timeout;

it("asks for nothing when connecting that a pooler in between refuses", async () => {
  await hasty.pool.query("SELECT 1");
  // Length and protocol, four bytes each; then names and values in turn.
  const words = greetings[0]?.subarray(8).toString().split("\0") ?? [];
  const names = words.filter((word, index) => index % 2 === 0 && word !== "");
  expect(names).toContain("database");
  for (const name of names) expect(TAKEN).toContain(name.toLowerCase());
});

it("ends a statement that takes too long, but not a patient one, whose connection nobody gets afterwards", async () => {
  await expect(hasty.pool.query("SELECT pg_sleep(20)")).rejects.toThrow("statement timeout");
  expect(await limit()).toBe("300ms");
  await runPatiently(hasty.pool, [{ text: "SELECT pg_sleep(0.6)" }]);
  expect(await limit()).toBe("300ms");
});

it("outlives a connection that the server drops, whether somebody holds it or nobody", async () => {
  const take = async () => {
    const held = await hasty.pool.connect();
    const ended = new Promise<void>((resolve) => held.once("end", resolve));
    const { rows } = await held.query("SELECT pg_backend_pid() AS pid");
    return { held, ended, terminate: () => database.pool.query("SELECT pg_terminate_backend($1)", [rows[0].pid]) };
  };
  const busy = await take();
  await busy.terminate();
  await busy.ended;
  await expect(busy.held.query("SELECT 1")).rejects.toThrow(/not queryable|terminat/i);
  busy.held.release();
  const idle = await take();
  idle.held.release();
  await idle.terminate();
  await idle.ended;
  expect((await hasty.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
