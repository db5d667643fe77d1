import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { createDatabase, type Database, runPatiently } from "./db";

const WAITS = { connection: 5_000, statement: 30_000, silence: 1_500 };
let database: TestDatabase;
let server: Server;
let silent: Database;
let isFrozen = false;
const sockets = new Set<Socket>();

/** Stands between portal and PostgreSQL. Frozen, it takes connections and every byte, and answers nothing, as a stopped server does. */
async function standBetween(port: number): Promise<Server> {
  const between = createServer((client) => {
    const upstream = connect({ host: "127.0.0.1", port });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    client.on("data", (piece) => isFrozen || upstream.write(piece));
    upstream.on("data", (piece) => isFrozen || client.write(piece));
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  return between;
}

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  server = await standBetween(Number(url.port));
  url.port = String((server.address() as { port: number }).port);
  silent = createDatabase({ url: url.href, connections: 3, waits: WAITS });
});
afterEach(() => {
  isFrozen = false;
});
afterAll(async () => {
  // First, so that what still waits waits no longer.
  for (const socket of sockets) socket.destroy();
  await silent.prisma.$disconnect();
  await silent.pool.end();
  server.close();
  await database.drop();
});

const one = async () => (await silent.pool.query("SELECT 1 AS one")).rows;

describe("a database that falls silent (T5)", () => {
  it("is given up by whoever waits for it, and its connections go to nobody else", async () => {
    await Promise.all([one(), one(), one()]);
    expect(silent.pool.totalCount).toBe(3);
    isFrozen = true;
    const waiting = [
      silent.pool.query("SELECT 2"),
      silent.prisma.$queryRaw`SELECT 3`,
      silent.prisma.$transaction(async (tx) => tx.$queryRaw`SELECT 4`),
    ];
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
    isFrozen = false;
    expect(await Promise.all([one(), one(), one(), one()])).toEqual(Array(4).fill([{ one: 1 }]));
  });

  it("leaves a claim's outcome open, and asking again settles it: one code, whether or not it had been given", async () => {
    const course = await buildCourse(database.prisma);
    const offer = await buildOffer(database.prisma, { courseId: course.id });
    await buildBatch(database.prisma, { offer, codes: 2 });
    const { id: enrolmentId } = await buildEnrolment(database.prisma, { courseId: course.id });
    const proof = { offerId: offer.id, enrolmentId, userId: null };
    const claim = () => claimCode({ pool: silent.pool, proof });
    await one();
    isFrozen = true;
    await expect(claim()).rejects.toThrow();
    isFrozen = false;
    expect((await claim()).outcome).toMatch(/^(allocated|already-yours)$/);
    expect((await claim()).outcome).toBe("already-yours");
    expect(await database.prisma.allocation.count({ where: { enrolmentId } })).toBe(1);
  });

  it("is waited for where the server may take its time: in jobs, and in a transaction that says so, and no longer than that", async () => {
    await runPatiently(silent.pool, [{ text: "SELECT pg_sleep(2.5)" }]);
    await silent.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = '10min'`;
      await tx.$queryRaw`SELECT pg_sleep(2.5)::text`;
    });
    const client = await silent.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SET LOCAL statement_timeout = '10min'");
      await client.query("SELECT pg_sleep(2.5)");
      await client.query("ROLLBACK");
      await expect(client.query("SELECT pg_sleep(20)")).rejects.toThrow("Query read timeout");
    } finally {
      client.release();
    }
    expect(await one()).toEqual([{ one: 1 }]);
  });
});
