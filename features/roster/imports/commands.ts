import { v7 as uuid7 } from "uuid";
import { recordEvent } from "@/features/audit/commands";
import type { CourseInstructor } from "@/features/courses/access";
import { type FormRefusal, refuseProblems } from "@/lib/form-state";
import { readTable } from "@/lib/tables/read-table";
import { sha256 } from "@/server/crypto";
import type { Prisma, Transaction } from "@/server/db";
import { type Done, done, type Outcome, refuse } from "@/server/errors";
import { dropHeldUpload, type HeldUpload, holdUpload, openHeldUpload } from "@/server/held-uploads";
import { readKnownPeople, rosterPurpose } from "./queries";
import { findRosterColumns, judgeRoster, type RosterReportLine } from "./rules";

type ByInstructor = { prisma: Prisma; proof: CourseInstructor; key: Buffer };

const NO_ADDRESSES =
  "No column of it holds e-mail addresses. Give it a first line that names its columns, with “email” above the addresses.";

/**
 * The dry run: looks at an upload and holds it for its import; the roster does not change. Answers with the name of the held upload. Refuses
 * what is no table, and a table without addresses. `key` is CODE_KEY.
 */
export async function checkRoster({
  prisma,
  proof,
  key,
  upload,
}: ByInstructor & { upload: HeldUpload }): Promise<Done<string> | FormRefusal> {
  const table = readTable(upload.bytes);
  const problem = !table.ok ? table.sentence : findRosterColumns(table.lines) ? null : NO_ADDRESSES;
  return (
    (problem && refuseProblems({ file: [problem] })) ||
    done(await holdUpload({ prisma, upload, key, boundTo: rosterPurpose(proof) }))
  );
}

/**
 * Adds the new people of a held upload, all of them or none, and answers with their number. Nobody who is or was on the roster is touched.
 * Refuses an upload that is gone: it was imported already, or is older than an hour.
 */
export async function importRoster({
  prisma,
  proof,
  key,
  check,
}: ByInstructor & { check: string }): Promise<Outcome<{ added: number }>> {
  const upload = await openHeldUpload({ prisma, id: check, key, boundTo: rosterPurpose(proof) });
  const table = upload && readTable(upload.bytes);
  const columns = table?.ok ? findRosterColumns(table.lines) : null;
  if (!upload || !table?.ok || !columns) {
    return gone();
  }
  return prisma.$transaction(
    async (tx) => {
      if (!(await dropHeldUpload({ tx, id: check }))) {
        return gone();
      }
      const report = judgeRoster(table.lines, columns, await readKnownPeople(tx, proof));
      const added = await insertPeople(
        tx,
        proof,
        report.filter(({ status }) => status === "new"),
      );
      await recordEvent(tx, {
        courseId: proof.courseId,
        actorId: proof.userId,
        act: "roster.imported",
        subjectType: "course",
        subjectId: proof.courseId,
        detail: { fileName: upload.fileName, digest: sha256(upload.bytes), added },
      });
      return done({ added });
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

const CHUNK = 5_000;

/** Somebody else may add the same address meanwhile: the unique index decides, and theirs stays. */
async function insertPeople(
  tx: Transaction,
  { courseId }: CourseInstructor,
  people: RosterReportLine[],
): Promise<number> {
  let added = 0;
  for (let start = 0; start < people.length; start += CHUNK) {
    const chunk = people.slice(start, start + CHUNK);
    added += await tx.$executeRaw`
      INSERT INTO enrolments (id, course_id, email, name, role)
      SELECT p.id, ${courseId}::uuid, p.email, p.name, p.role::role
      FROM unnest(${chunk.map(() => uuid7())}::uuid[], ${chunk.map(({ email }) => email)}::text[],
        ${chunk.map(({ name }) => name)}::text[], ${chunk.map(({ role }) => role)}::text[]) AS p (id, email, name, role)
      ON CONFLICT (course_id, email) DO NOTHING`;
  }
  return added;
}

function gone() {
  return refuse(
    "gone",
    "This check is over an hour old, or its import is done already. Look at the roster, and send the file again if people are missing.",
  );
}
