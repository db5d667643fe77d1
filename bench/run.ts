import { encode } from "next-auth/jwt";
import { v7 as uuid7 } from "uuid";
import { claimCode } from "@/features/credits/commands";
import { paths } from "@/lib/paths";
import { buildBatch, TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { memberOf } from "@/prisma/factories/build-proof";
import { ensureBrowser } from "@/scripts/find-browser.mjs";
import { ensureDatabase } from "@/scripts/postgres/ensure-database";
import { PORTAL_ROLE } from "@/scripts/postgres/ensure-portal-role";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { migrateDatabase } from "@/scripts/prisma/migrate-database";
import { buildPortal } from "@/scripts/start/build-portal";
import { enterUser } from "@/server/auth/enter-user";
import { SESSION_COOKIE } from "@/server/auth/session-cookie-name";
import { createDatabase, type Database } from "@/server/db";
import { benchAllocationsTable } from "./allocations-table";
import { benchClaim } from "./claim";
import { buildEmptyApplication } from "./empty-application";
import { benchExport } from "./export";
import { findPgbench } from "./find-pgbench";
import { benchGuidePage } from "./guide-page";
import { benchImportCodes } from "./import-codes";
import { benchImportRoster } from "./import-roster";
import { type BenchmarkResult, printResult } from "./result";
import { serveFolder } from "./serve-folder";
import { benchWeight } from "./weight";

// npm run bench: all benchmarks; npm run bench -- claim weight: the named ones. One line of JSON each on standard output.

const SECRET = "a secret for benchmarks only, 32 characters";
const BENCHMARKS = [
  "claim",
  "guide-page",
  "weight",
  "import-codes",
  "import-roster",
  "export",
  "allocations-table",
] as const;
type Name = (typeof BENCHMARKS)[number];

async function main(asked: string[]): Promise<void> {
  const unknown = asked.filter((name) => !BENCHMARKS.includes(name as Name));
  if (unknown.length > 0) {
    throw new Error(`There is no benchmark ${unknown.join(", ")}; there are ${BENCHMARKS.join(", ")}.`);
  }
  const names = asked.length > 0 ? (asked as Name[]) : BENCHMARKS;
  const tell = (result: BenchmarkResult) => {
    if (!printResult(result)) {
      process.exitCode = 1;
    }
  };
  const server = await startEmbeddedPostgres({ dataDir: ".test/bench/postgres" });
  const name = `bench_${Date.now()}`;
  try {
    await ensureDatabase({ serverUrl: server.urlFor("postgres"), name });
    await migrateDatabase({ databaseUrl: server.urlFor(name), portalRole: PORTAL_ROLE });
    await runAll({ names, databaseUrl: server.urlFor(name), portalUrl: server.portalUrlFor(name), tell });
  } finally {
    await server.stop();
  }
}

/** `databaseUrl` is the owner's, which the benchmarks fill their tables with; the portal connects by `portalUrl`. */
type Run = { names: readonly Name[]; databaseUrl: string; portalUrl: string; tell: (result: BenchmarkResult) => void };

async function runAll({ names, databaseUrl, portalUrl, tell }: Run): Promise<void> {
  if (names.includes("import-codes")) {
    for (const result of await benchImportCodes({ databaseUrl })) tell(result);
  }
  if (names.includes("import-roster")) {
    tell(await benchImportRoster({ databaseUrl }));
  }
  if (names.includes("claim")) {
    tell(await benchClaim({ databaseUrl, portalUrl, pgbench: findPgbench() }));
  }
  if (names.includes("allocations-table")) {
    (await benchAllocationsTable({ databaseUrl })).forEach(tell);
  }
  if (names.includes("guide-page") || names.includes("weight") || names.includes("export")) {
    await benchPages({ names, databaseUrl, portalUrl, tell });
  }
}

async function benchPages({ names, databaseUrl, portalUrl, tell }: Run): Promise<void> {
  await buildPortal({ say: () => {} });
  const empty = await serveFolder({ folder: buildEmptyApplication() });
  const portal = await serveFolder({
    folder: process.cwd(),
    variables: {
      DATABASE_URL: portalUrl,
      SESSION_SECRET: SECRET,
      // What the other benchmarks filled in only looks like codes.
      CODE_KEYS: `${TEST_KEYS.codeKey.toString("base64")},lost:00000000`,
      FINGERPRINT_KEY: TEST_KEYS.fingerprintKey.toString("base64"),
      AUDIT_KEY: Buffer.alloc(32, 3).toString("base64"),
      AUDIT_HEAD_FILE: ".test/bench/audit-heads.jsonl",
      DEMONSTRATION: "on",
      LOG_LEVEL: "error",
    },
  });
  const db = createDatabase({ url: databaseUrl, connections: 4 });
  try {
    const { ref, cookie, offer } = await fillCourse(db);
    const page = portal.url + paths.guidePage({ ...ref, page: "enter-your-code" });
    if (names.includes("guide-page")) {
      tell(await benchGuidePage({ page, cookie: `${cookie.name}=${cookie.value}`, emptyPage: empty.url }));
    }
    if (names.includes("weight")) {
      await ensureBrowser();
      const walk = [
        paths.courses,
        paths.course(ref.course),
        paths.offer(ref),
        paths.code(ref),
        paths.codeProblem(ref),
        paths.guide(ref),
        paths.acknowledgement(ref),
        paths.handout(ref),
      ];
      tell(
        await benchWeight({ pages: [page, ...walk.map((path) => portal.url + path)], cookie, emptyPage: empty.url }),
      );
    }
    if (names.includes("export")) {
      const instructor = await buildEnrolment(db.prisma, { courseId: offer.courseId, role: "INSTRUCTOR" });
      const session = await signIn(db, instructor);
      const url = portal.url + paths.exportFile({ ...ref, file: "allocations.csv" });
      tell(
        await benchExport({
          url,
          cookie: `${session.name}=${session.value}`,
          pid: portal.pid,
          pool: db.pool,
          offerId: offer.id,
        }),
      );
    }
  } finally {
    await db.prisma.$disconnect();
    await db.pool.end();
    await portal.stop();
    await empty.stop();
  }
}

/** A participant with a revealed code, signed in. */
async function fillCourse({ pool, prisma }: Database) {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  await buildBatch(prisma, { offer, codes: 1 });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id });
  await claimCode({ pool, proof: { ...memberOf({ course, offer, enrolment }), userId: null } });
  await prisma.allocation.updateMany({
    where: { offerId: offer.id },
    data: { state: "REVEALED", revealedAt: new Date() },
  });
  const cookie = await signIn({ prisma }, enrolment);
  return { ref: { course: course.slug, offer: offer.slug }, offer, cookie };
}

async function signIn({ prisma }: Pick<Database, "prisma">, { email }: { email: string }) {
  const user = await enterUser(prisma, { email });
  const claims = { sub: user.id, sessionId: uuid7(), sessionVersion: user.sessionVersion, email: user.email };
  const value = await encode({ token: claims, secret: SECRET, maxAge: 3600 });
  return { name: SESSION_COOKIE.plain, value };
}

await main(process.argv.slice(2));
