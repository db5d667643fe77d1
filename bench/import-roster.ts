import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { v7 as uuid7 } from "uuid";
import { startImport } from "@/features/courses/imports/commands";
import { checkRoster } from "@/features/roster/checks/commands";
import { importRoster } from "@/features/roster/imports/commands";
import { findRosterColumns } from "@/features/roster/imports/rules";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { buildImport } from "@/prisma/factories/build-import";
import { instructorOf } from "@/prisma/factories/build-proof";
import { writeRow } from "@/server/copy-rows";
import { createDatabase, type Database } from "@/server/db";
import { type BenchmarkResult, median } from "./result";

const PEOPLE = 100_000;
const ROUNDS = 3;

type Person = { email: string; name: string };
const peopleOf = (round: string): Person[] =>
  Array.from({ length: PEOPLE }, (_, number) => ({
    email: `person-${round}-${number}@example.org`,
    name: `Person Number ${number}`,
  }));

/**
 * 100,000 people from a file to a roster: sending, dry run and import for good, against the same rows by COPY into the same table. Each round is a
 * course of its own, ours and the baseline in turn; the medians count.
 */
export async function benchImportRoster({ databaseUrl }: { databaseUrl: string }): Promise<BenchmarkResult> {
  const bare = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const db = createDatabase({ url: databaseUrl, connections: 6 });
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await bare.query("CHECKPOINT");
      ours.push(await importAsThePortal(db, peopleOf(`a${round}`)));
      await bare.query("CHECKPOINT");
      theirs.push(await copy(bare, db, peopleOf(`b${round}`)));
    }
    return {
      bench: "import-roster",
      unit: "s",
      value: median(ours),
      baseline: median(theirs),
      bar: 3,
      better: "lower",
    };
  } finally {
    await db.prisma.$disconnect();
    await db.pool.end();
    await bare.end();
  }
}

async function importAsThePortal({ prisma, pool }: Database, people: Person[]): Promise<number> {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "INSTRUCTOR" });
  const proof = instructorOf({ course, offer, enrolment });
  const about = { kind: "ROSTER", proof, recognise: findRosterColumns } as const;
  const bytes = `email,name\r\n${people.map(({ email, name }) => `${email},${name}\r\n`).join("")}`;
  const start = process.hrtime.bigint();
  const sent = await buildImport({ prisma, ring: TEST_KEYS.codeRing, about, bytes });
  const work = { prisma, pool, ring: TEST_KEYS.codeRing, id: sent.id ?? "" };
  await checkRoster(work);
  await startImport({ prisma, proof, kind: "ROSTER", id: work.id, options: {} });
  await importRoster({ ...work, userId: proof.userId });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const added = await prisma.enrolment.count({ where: { courseId: course.id, role: "PARTICIPANT" } });
  if (added !== PEOPLE) {
    throw new Error(`of ${PEOPLE} people only ${added} came in: the figure would mean nothing`);
  }
  return seconds;
}

async function copy(bare: pg.Pool, { prisma }: Database, people: Person[]): Promise<number> {
  const course = await buildCourse(prisma);
  const rows = people.map(({ email, name }) => writeRow([uuid7(), course.id, email, name, "PARTICIPANT"]));
  const client = await bare.connect();
  const start = process.hrtime.bigint();
  await pipeline(
    Readable.from([rows.join("")]),
    client.query(copyFrom("COPY enrolments (id, course_id, email, name, role) FROM STDIN")),
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  client.release();
  return seconds;
}
